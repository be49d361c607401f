package it.sportello.contacts;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SecretTest {
  /** Of a million not even the first 64 bits are drawn twice, and each of the 256 bits is free. */
  @Test
  void noSecretIsDrawnTwiceAndNoBitIsForeseen() {
    int many = 1_000_000;
    long[] beginnings = new long[many];
    int[] set = new int[256];
    for (int i = 0; i < many; i++) {
      String secret = Secret.draw();
      byte[] bits = Base64.getUrlDecoder().decode(secret);
      assertEquals(43, secret.length());
      assertEquals(32, bits.length);
      beginnings[i] = ByteBuffer.wrap(bits).getLong();
      for (int bit = 0; bit < 256; bit++) {
        set[bit] += bits[bit >> 3] >> (bit & 7) & 1;
      }
    }

    assertEquals(many, Arrays.stream(beginnings).distinct().count());
    for (int ones : set) {
      // Six standard deviations: a sound generator leaves this once in half a billion bits.
      assertEquals(many / 2.0, ones, 3_000);
    }
  }

  @Test
  void noTokenOfAProgramIsDrawnTwice() {
    Set<String> drawn = new HashSet<>();

    for (int i = 0; i < 20_000; i++) {
      String token = Token.draw();
      assertTrue(token.matches("spt_[0-9A-Za-z]{46}"));
      assertTrue(drawn.add(token.substring(4, 24)), "twenty letters alike");
    }
  }

  @Test
  void anAlteredSecretHasAnotherHash() {
    String secret = Secret.draw();

    assertArrayEquals(Secret.hash(secret), Secret.hash(secret));
    assertFalse(Arrays.equals(Secret.hash(secret), Secret.hash(secret + " ")));
  }
}
