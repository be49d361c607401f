package it.sportello.launcher;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Instant;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The authenticator of the try-out's people, so that nobody needs a phone to try the desk: what an
 * app would show now (RFC 6238). The desk itself knows no other way in than these codes.
 */
final class Codes {
  static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  static final int STEP_SECONDS = 30;
  private static final int MODULUS = 1_000_000;

  private final Clock clock;

  Codes(Clock clock) {
    this.clock = clock;
  }

  String now(String secret) {
    return at(secret, clock.instant());
  }

  /** Until the next code. */
  long secondsLeft() {
    return STEP_SECONDS - Math.floorMod(clock.instant().getEpochSecond(), (long) STEP_SECONDS);
  }

  static String at(String secret, Instant at) {
    try {
      Mac mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(bytes(secret), "HmacSHA1"));
      long step = Math.floorDiv(at.getEpochSecond(), STEP_SECONDS);
      byte[] hash = mac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(step).array());
      int offset = hash[hash.length - 1] & 0xf;
      int code = (ByteBuffer.wrap(hash).getInt(offset) & Integer.MAX_VALUE) % MODULUS;
      return "%06d".formatted(code);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("HMAC-SHA-1 failed on this JDK", e);
    }
  }

  private static byte[] bytes(String base32) {
    ByteBuffer bytes = ByteBuffer.allocate(base32.length() * 5 / 8);
    int bits = 0;
    int held = 0;
    for (char letter : base32.toCharArray()) {
      bits = (bits << 5 | BASE32.indexOf(letter)) & 0xfff;
      held += 5;
      if (held >= 8) {
        held -= 8;
        bytes.put((byte) (bits >> held));
      }
    }
    return bytes.array();
  }
}
