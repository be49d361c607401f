package it.sportello.notifications.proof;

import it.sportello.notifications.proof.NameServer.Away;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.apache.james.jdkim.api.PublicKeyRecordRetriever;
import org.apache.james.jdkim.exceptions.PermFailException;
import org.apache.james.jdkim.exceptions.TempFailException;

/** Public keys from the DNS; an RSA key below 1,024 bits is none (RFC 8301). */
record PublicKeys(NameServer names) implements PublicKeyRecordRetriever {
  private static final int LEAST_BITS = 1_024;

  @Override
  public List<String> getRecords(CharSequence methods, CharSequence selector, CharSequence domain)
      throws TempFailException, PermFailException {
    try {
      List<String> keys = records(selector, domain);
      if (keys.isEmpty()) {
        throw new PermFailException("no key");
      }
      return keys;
    } catch (Away e) {
      throw new TempFailException(e.getMessage());
    }
  }

  List<String> records(CharSequence selector, CharSequence domain) throws Away {
    return names.texts(selector + "._domainkey." + domain).stream()
        .filter(PublicKeys::isStrong)
        .toList();
  }

  private static boolean isStrong(String record) {
    Map<String, String> tags = DomainPolicy.tags(record.replaceAll("[pP]\\s*=.*", ""));
    if (!tags.getOrDefault("k", "rsa").equals("rsa")) {
      return true;
    }
    String key = record.replaceFirst("(?s)^(?:.*;)?\\s*p\\s*=([^;]*).*$", "$1");
    try {
      byte[] bytes = Base64.getDecoder().decode(key.replaceAll("\\s", ""));
      return KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(bytes))
              instanceof RSAPublicKey rsa
          && rsa.getModulus().bitLength() >= LEAST_BITS;
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      return false;
    }
  }
}
