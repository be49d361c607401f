package it.sportello.web.browser;

import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.WeakHashMap;

/**
 * The key out of a device that Chromium plays, in the hands of somebody who says what they want.
 */
final class ForgedKey {
  static final Map<CDPSession, String> DEVICES = new WeakHashMap<>();
  private static final int PRESENT = 0x01;
  private static final int VERIFIED = 0x04;

  private final String credential;
  private final PrivateKey key;
  private String origin = "";
  private String handle = "";
  private int flags = PRESENT | VERIFIED;
  private int count;

  private ForgedKey(String credential, PrivateKey key) {
    this.credential = credential;
    this.key = key;
  }

  /** The one key that this device holds. */
  static ForgedKey of(CDPSession session) {
    JsonObject which = new JsonObject();
    which.addProperty("authenticatorId", DEVICES.get(session));
    JsonObject held =
        session
            .send("WebAuthn.getCredentials", which)
            .getAsJsonArray("credentials")
            .get(0)
            .getAsJsonObject();
    try {
      return new ForgedKey(
          text(Base64.getDecoder().decode(held.get("credentialId").getAsString())),
          KeyFactory.getInstance("EC")
              .generatePrivate(
                  new PKCS8EncodedKeySpec(
                      Base64.getDecoder().decode(held.get("privateKey").getAsString()))));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A key of nobody's. */
  static ForgedKey made() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(256);
      return new ForgedKey("AAAA", generator.generateKeyPair().getPrivate());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  ForgedKey at(String other) {
    origin = other;
    return this;
  }

  ForgedKey owned(String other) {
    handle = other;
    return this;
  }

  ForgedKey verified() {
    flags = PRESENT | VERIFIED;
    return this;
  }

  ForgedKey unverified() {
    flags = PRESENT;
    return this;
  }

  /** Each signature counts one more from there. */
  ForgedKey after(int signatures) {
    count = signatures;
    return this;
  }

  ForgedKey before(int signatures) {
    return after(signatures);
  }

  /** What a browser would post. */
  Map<String, String> signedBy(ForgedKey signer, String challenge) {
    byte[] client =
        "{\"type\":\"webauthn.get\",\"challenge\":\"%s\",\"origin\":\"%s\"}"
            .formatted(challenge, origin)
            .getBytes(StandardCharsets.UTF_8);
    byte[] data = authenticatorData();
    Map<String, String> form = new HashMap<>();
    form.put("credential", credential);
    form.put("clientData", text(client));
    form.put("authenticatorData", text(data));
    form.put("signature", text(signer.signed(data, client)));
    form.put("handle", handle);
    return form;
  }

  private byte[] authenticatorData() {
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    data.writeBytes(hash("localhost".getBytes(StandardCharsets.UTF_8)));
    data.write(flags);
    data.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(++count).array());
    return data.toByteArray();
  }

  private byte[] signed(byte[] data, byte[] client) {
    try {
      Signature signature = Signature.getInstance("SHA256withECDSA");
      signature.initSign(key);
      signature.update(data);
      signature.update(hash(client));
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] hash(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String text(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
