package it.sportello.launcher;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;

/**
 * The key pair by which the demo product says who is writing: it signs with ES256 (RFC 7518 section
 * 3.4), and the desk is given the public half alone.
 */
final class DemoKey {

  private static final Base64.Encoder URL = Base64.getUrlEncoder().withoutPadding();

  private final PrivateKey secret;
  private final ECPublicKey open;

  private DemoKey(PrivateKey secret, ECPublicKey open) {
    this.secret = secret;
    this.open = open;
  }

  static DemoKey of(Keys keys) {
    try {
      if (keys.get("demo.secret") == null) {
        make(keys);
      }
      KeyFactory factory = KeyFactory.getInstance("EC");
      Base64.Decoder decoder = Base64.getDecoder();
      byte[] secret = decoder.decode(keys.get("demo.secret"));
      byte[] open = decoder.decode(keys.get("demo.open"));
      return new DemoKey(
          factory.generatePrivate(new PKCS8EncodedKeySpec(secret)),
          (ECPublicKey) factory.generatePublic(new X509EncodedKeySpec(open)));
    } catch (GeneralSecurityException e) {
      throw new LaunchFailure("The demo product's key cannot be read.", e);
    }
  }

  private static void make(Keys keys) throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    KeyPair pair = generator.generateKeyPair();
    Base64.Encoder encoder = Base64.getEncoder();
    keys.need("demo.secret", () -> encoder.encodeToString(pair.getPrivate().getEncoded()));
    keys.need("demo.open", () -> encoder.encodeToString(pair.getPublic().getEncoded()));
  }

  /** The public key as RFC 7517 writes it. */
  String publicJwk() {
    return """
        {"kty":"EC","crv":"P-256","alg":"ES256","use":"sig","kid":"demo","x":"%s","y":"%s"}"""
        .formatted(coordinate(open.getW().getAffineX()), coordinate(open.getW().getAffineY()));
  }

  /** The compact form of a JSON Web Signature (RFC 7515 section 7.1) over {@code claims}. */
  String sign(String claims) {
    String signed =
        encode("{\"alg\":\"ES256\",\"typ\":\"JWT\",\"kid\":\"demo\"}") + '.' + encode(claims);
    try {
      Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
      signature.initSign(secret);
      signature.update(signed.getBytes(StandardCharsets.US_ASCII));
      return signed + '.' + URL.encodeToString(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("ES256 failed on this JDK", e);
    }
  }

  private static String encode(String text) {
    return URL.encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  /** 32 bytes, however many the number itself needs (RFC 7518 section 6.2.1.2). */
  private static String coordinate(BigInteger number) {
    byte[] signed = number.toByteArray();
    byte[] bytes = new byte[32];
    int length = Math.min(32, signed.length);
    System.arraycopy(signed, signed.length - length, bytes, 32 - length, length);
    return URL.encodeToString(bytes);
  }
}
