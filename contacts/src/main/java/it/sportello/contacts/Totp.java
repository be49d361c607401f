package it.sportello.contacts;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.OptionalLong;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Time-based one-time passwords (RFC 6238) as every authenticator knows them: HMAC-SHA-1, steps of
 * 30 seconds, six digits, the secret in Base32 (RFC 4648 section 6).
 */
final class Totp {
  static final int STEP_SECONDS = 30;

  /** Steps before and after now that still count: clocks differ, people type (section 5.2). */
  private static final int DRIFT = 1;

  private static final int MODULUS = 1_000_000;
  private static final int SECRET_BYTES = 20;
  private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  private static final SecureRandom RANDOM = new SecureRandom();

  private Totp() {}

  static byte[] draw() {
    byte[] secret = new byte[SECRET_BYTES];
    RANDOM.nextBytes(secret);
    return secret;
  }

  static long step(Instant at) {
    return Math.floorDiv(at.getEpochSecond(), STEP_SECONDS);
  }

  /** The step whose code this is, near {@code at}; empty when it is none. */
  static OptionalLong match(byte[] secret, String code, Instant at) {
    if (!code.matches("[0-9]{6}")) {
      return OptionalLong.empty();
    }
    int said = Integer.parseInt(code);
    long now = step(at);
    long found = -1;
    for (long step = now - DRIFT; step <= now + DRIFT; step++) {
      found = code(secret, step) == said ? step : found;
    }
    return found < 0 ? OptionalLong.empty() : OptionalLong.of(found);
  }

  /** RFC 4226 section 5.3. */
  static int code(byte[] secret, long step) {
    try {
      Mac mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(secret, "HmacSHA1"));
      byte[] hash = mac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(step).array());
      int offset = hash[hash.length - 1] & 0xf;
      return (ByteBuffer.wrap(hash).getInt(offset) & Integer.MAX_VALUE) % MODULUS;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("HMAC-SHA-1 failed on this JDK", e);
    }
  }

  static String base32(byte[] bytes) {
    StringBuilder text = new StringBuilder();
    long bits = 0;
    int held = 0;
    for (byte one : bytes) {
      bits = bits << 8 | (one & 0xff);
      for (held += 8; held >= 5; held -= 5) {
        text.append(BASE32.charAt((int) (bits >> (held - 5)) & 31));
      }
      bits &= (1L << held) - 1;
    }
    return held == 0
        ? text.toString()
        : text.append(BASE32.charAt((int) bits << (5 - held))).toString();
  }

  /**
   * @throws IllegalArgumentException for anything but upper-case letters and digits of Base32
   */
  static byte[] bytes(String base32) {
    ByteBuffer bytes = ByteBuffer.allocate(base32.length() * 5 / 8);
    long bits = 0;
    int held = 0;
    for (char one : base32.toCharArray()) {
      int value = BASE32.indexOf(one);
      if (value < 0) {
        throw new IllegalArgumentException("no Base32");
      }
      bits = (bits << 5 | value) & 0xfff;
      held += 5;
      if (held >= 8) {
        held -= 8;
        bytes.put((byte) (bits >> held));
      }
    }
    return bytes.array();
  }
}
