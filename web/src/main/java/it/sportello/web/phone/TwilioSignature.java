package it.sportello.web.phone;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * {@code X-Twilio-Signature}: HMAC-SHA1 in Base64 over the URL that was called and the POST
 * parameters, sorted by name, names and values one after the other (Twilio, "Validating Signatures
 * from Twilio").
 */
final class TwilioSignature {
  private final SecretKeySpec token;

  TwilioSignature(String token) {
    this.token = new SecretKeySpec(token.getBytes(StandardCharsets.UTF_8), "HmacSHA1");
  }

  /** Compared in constant time; an absent signature is an empty one and never right. */
  boolean isRight(String signature, String url, Map<String, List<String>> parameters) {
    return MessageDigest.isEqual(
        of(url, parameters).getBytes(StandardCharsets.US_ASCII),
        signature.getBytes(StandardCharsets.UTF_8));
  }

  String of(String url, Map<String, List<String>> parameters) {
    var signed = new StringBuilder(url);
    new TreeMap<>(parameters)
        .forEach(
            (name, values) ->
                values.stream()
                    .distinct()
                    .sorted()
                    .forEach(value -> signed.append(name).append(value)));
    try {
      var mac = Mac.getInstance("HmacSHA1");
      mac.init(token);
      return Base64.getEncoder()
          .encodeToString(mac.doFinal(signed.toString().getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
