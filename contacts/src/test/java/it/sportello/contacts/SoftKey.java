package it.sportello.contacts;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.UUID;

/** A security key in software that says whatever a test wants it to say (WebAuthn section 6). */
final class SoftKey {
  static final int PRESENT = 0x01;
  static final int VERIFIED = 0x04;
  private static final int ATTESTED = 0x40;

  private final byte[] credential = UUID.randomUUID().toString().getBytes(StandardCharsets.UTF_8);
  private final KeyPair pair = pair();
  private String origin;
  private String host;
  private String makes = "webauthn.create";
  private String shows = "webauthn.get";
  private int flags = PRESENT | VERIFIED;
  private long count = 1;

  SoftKey(String origin, String host) {
    this.origin = origin;
    this.host = host;
  }

  SoftKey at(String otherOrigin) {
    origin = otherOrigin;
    return this;
  }

  SoftKey speakingFor(String otherHost) {
    host = otherHost;
    return this;
  }

  SoftKey flagged(int others) {
    flags = others;
    return this;
  }

  SoftKey counting(long other) {
    count = other;
    return this;
  }

  SoftKey confused() {
    makes = "webauthn.get";
    shows = "webauthn.create";
    return this;
  }

  PasskeyOffer make(byte[] challenge) {
    ByteArrayOutputStream attestation = new ByteArrayOutputStream();
    attestation.write(0xa3);
    text(attestation, "fmt");
    text(attestation, "none");
    text(attestation, "attStmt");
    attestation.write(0xa0);
    text(attestation, "authData");
    bytes(attestation, authenticatorData(true));
    return new PasskeyOffer(
        "soft",
        PasskeyRules.text(client(makes, challenge)),
        PasskeyRules.text(attestation.toByteArray()));
  }

  PasskeyProof show(byte[] challenge) {
    byte[] client = client(shows, challenge);
    byte[] data = authenticatorData(false);
    return new PasskeyProof(
        PasskeyRules.text(credential),
        PasskeyRules.text(client),
        PasskeyRules.text(data),
        PasskeyRules.text(signed(data, client)),
        "");
  }

  private byte[] signed(byte[] data, byte[] client) {
    try {
      Signature signature = Signature.getInstance("SHA256withECDSA");
      signature.initSign(pair.getPrivate());
      signature.update(data);
      signature.update(hash(client));
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private byte[] client(String type, byte[] challenge) {
    return "{\"type\":\"%s\",\"challenge\":\"%s\",\"origin\":\"%s\",\"crossOrigin\":false}"
        .formatted(type, PasskeyRules.text(challenge), origin)
        .getBytes(StandardCharsets.UTF_8);
  }

  private byte[] authenticatorData(boolean attested) {
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    data.writeBytes(hash(host.getBytes(StandardCharsets.UTF_8)));
    data.write(attested ? flags | ATTESTED : flags);
    data.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt((int) count).array());
    if (attested) {
      data.writeBytes(new byte[16]);
      data.writeBytes(ByteBuffer.allocate(Short.BYTES).putShort((short) credential.length).array());
      data.writeBytes(credential);
      data.writeBytes(publicKey());
    }
    return data.toByteArray();
  }

  /** COSE_Key (RFC 9053 section 7.1): kty EC2, alg ES256, crv P-256, x, y. */
  private byte[] publicKey() {
    ECPublicKey key = (ECPublicKey) pair.getPublic();
    ByteArrayOutputStream cose = new ByteArrayOutputStream();
    cose.writeBytes(new byte[] {(byte) 0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21});
    bytes(cose, coordinate(key.getW().getAffineX().toByteArray()));
    cose.write(0x22);
    bytes(cose, coordinate(key.getW().getAffineY().toByteArray()));
    return cose.toByteArray();
  }

  private static byte[] coordinate(byte[] number) {
    byte[] padded = new byte[32];
    int length = Math.min(32, number.length);
    System.arraycopy(number, number.length - length, padded, 32 - length, length);
    return padded;
  }

  /** CBOR, major type 3. */
  private static void text(ByteArrayOutputStream out, String text) {
    out.write(0x60 | text.length());
    out.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
  }

  /** CBOR, major type 2. */
  private static void bytes(ByteArrayOutputStream out, byte[] bytes) {
    out.write(0x59);
    out.write(bytes.length >> 8);
    out.write(bytes.length);
    out.writeBytes(bytes);
  }

  private static byte[] hash(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static KeyPair pair() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  byte[] credential() {
    return Arrays.copyOf(credential, credential.length);
  }
}
