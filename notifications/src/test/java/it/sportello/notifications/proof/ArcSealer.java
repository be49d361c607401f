package it.sportello.notifications.proof;

import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A server that passes mail on and seals it (RFC 8617), written without a line of what is tested.
 *
 * @param fields what its signature of the message covers, parted by colons
 */
public record ArcSealer(String domain, KeyPair key, String fields) {
  public ArcSealer(String domain, KeyPair key) {
    this(domain, key, "from:to:subject:date:message-id");
  }

  public static KeyPair key(int bits) {
    try {
      KeyPairGenerator keys = KeyPairGenerator.getInstance("RSA");
      keys.initialize(bits);
      return keys.generateKeyPair();
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Its key is found where a verifier looks. */
  public ArcSealer in(Map<String, String> zone) {
    zone.put(
        "s._domainkey." + domain,
        "v=DKIM1; k=rsa; p=" + Base64.getEncoder().encodeToString(key.getPublic().getEncoded()));
    return this;
  }

  /** The next set on top of those that are there. */
  public String seal(String mail, String results) throws Exception {
    int number = fields(mail, "ARC-Seal").size() + 1;
    return seal(mail, number, number == 1 ? "none" : "pass", results, "", "");
  }

  /**
   * @param more tags for the signature of the message
   * @param sealMore tags for the seal
   */
  public String seal(
      String mail, int number, String cv, String results, String more, String sealMore)
      throws Exception {
    String found = "ARC-Authentication-Results: i=" + number + "; mx." + domain + "; " + results;
    String message =
        "ARC-Message-Signature: i=%d; a=rsa-sha256; c=relaxed/relaxed; d=%s; s=s;%s h=%s;\r\n bh=%s; b="
            .formatted(number, domain, more, fields, bodyHash(mail));
    message += signature(signed(mail) + relaxed(message));
    String seal =
        "ARC-Seal: i=%d; a=rsa-sha256; t=1795000000; cv=%s; d=%s; s=s;%s b="
            .formatted(number, cv, domain, sealMore);
    StringBuilder all = new StringBuilder();
    for (int i = 1; i < number; i++) {
      for (String name :
          List.of("ARC-Authentication-Results", "ARC-Message-Signature", "ARC-Seal")) {
        for (String field : fields(mail, name)) {
          if (field.replaceAll("\\s", "").matches("(?s)[^:]*:(.*;)?i=" + i + ";.*")) {
            all.append(relaxed(field)).append("\r\n");
          }
        }
      }
    }
    all.append(relaxed(found)).append("\r\n").append(relaxed(message)).append("\r\n");
    seal += signature(all + relaxed(seal));
    return seal + "\r\n" + message + "\r\n" + found + "\r\n" + mail;
  }

  private String signed(String mail) {
    StringBuilder text = new StringBuilder();
    for (String name : fields.split(":")) {
      List<String> found = fields(mail, name);
      if (!found.isEmpty()) {
        text.append(relaxed(found.get(found.size() - 1))).append("\r\n");
      }
    }
    return text.toString();
  }

  private String signature(String text) throws Exception {
    Signature signature = Signature.getInstance("SHA256withRSA");
    signature.initSign(key.getPrivate());
    signature.update(text.getBytes(StandardCharsets.UTF_8));
    return Base64.getEncoder().encodeToString(signature.sign());
  }

  private static List<String> fields(String mail, String name) {
    List<String> found = new ArrayList<>();
    for (String field : mail.substring(0, mail.indexOf("\r\n\r\n")).split("\r\n(?![ \t])")) {
      if (field.substring(0, field.indexOf(':')).equalsIgnoreCase(name)) {
        found.add(field);
      }
    }
    return found;
  }

  private static String relaxed(String field) {
    int colon = field.indexOf(':');
    return field.substring(0, colon).toLowerCase(Locale.ROOT)
        + ":"
        + field.substring(colon + 1).replace("\r\n", "").replaceAll("[ \t]+", " ").strip();
  }

  private static String bodyHash(String mail) throws Exception {
    String body = mail.substring(mail.indexOf("\r\n\r\n") + 4);
    String relaxed = body.replaceAll("[ \t]+", " ").replace(" \r\n", "\r\n");
    relaxed = relaxed.replaceFirst("(\r\n)*$", "") + "\r\n";
    return Base64.getEncoder()
        .encodeToString(
            MessageDigest.getInstance("SHA-256").digest(relaxed.getBytes(StandardCharsets.UTF_8)));
  }
}
