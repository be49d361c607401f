package it.sportello.contacts;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SecretTest {
  @Test
  void noSecretIsDrawnTwice() {
    Set<String> drawn = new HashSet<>();

    for (int i = 0; i < 100_000; i++) {
      assertTrue(drawn.add(Secret.draw()));
    }

    assertEquals(43, drawn.iterator().next().length());
  }

  @Test
  void anAlteredSecretHasAnotherHash() {
    String secret = Secret.draw();

    assertArrayEquals(Secret.hash(secret), Secret.hash(secret));
    assertFalse(Arrays.equals(Secret.hash(secret), Secret.hash(secret + " ")));
  }
}
