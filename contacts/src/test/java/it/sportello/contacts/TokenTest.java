package it.sportello.contacts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TokenTest {
  @Test
  void everyTokenIsRecognisedByItsPrefixAndItsChecksum() {
    Set<String> drawn = new HashSet<>();
    for (int i = 0; i < 10_000; i++) {
      String token = Token.draw();
      assertTrue(token.matches("spt_[0-9A-Za-z]{46}"), token);
      assertTrue(Token.mayBeOurs(token));
      drawn.add(token);
    }
    assertEquals(10_000, drawn.size());
  }

  @Test
  void oneWrongLetterIsNoticedWithoutALookUp() {
    String token = Token.draw();
    for (int i = 4; i < token.length(); i++) {
      char other = token.charAt(i) == 'x' ? 'y' : 'x';
      assertFalse(Token.mayBeOurs(token.substring(0, i) + other + token.substring(i + 1)));
    }
  }

  @Test
  void theTokensOfBeforeHadNoChecksumAndAreLookedUp() {
    assertTrue(Token.mayBeOurs("spt_" + "integration-under-test".repeat(2)));
    assertFalse(Token.mayBeOurs("spt_" + "x-".repeat(100_000)));
  }
}
