package it.sportello.contacts;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SealTest {
  private static final byte[] SECRET = "twenty bytes of TOTP".getBytes(StandardCharsets.UTF_8);
  private static final String ONE = key(1);
  private static final String TWO = key(2);

  @Test
  void whatIsSealedOpensAgainAndNothingOfItCanBeRead() {
    byte[] sealed = seal(ONE).seal("totp:7", SECRET);

    assertArrayEquals(SECRET, seal(ONE).open("totp:7", sealed));
    assertFalse(new String(sealed, StandardCharsets.ISO_8859_1).contains("TOTP"));
  }

  @Test
  void theSameSealedTwiceLooksDifferent() {
    Seal seal = seal(ONE);

    assertFalse(Arrays.equals(seal.seal("totp:7", SECRET), seal.seal("totp:7", SECRET)));
  }

  @Test
  void whatIsMovedToAnotherRowDoesNotOpen() {
    byte[] sealed = seal(ONE).seal("totp:7", SECRET);

    assertThrows(IllegalStateException.class, () -> seal(ONE).open("totp:8", sealed));
  }

  @Test
  void aChangeOfAnyByteIsNoticed() {
    byte[] sealed = seal(ONE).seal("totp:7", SECRET);
    for (int i = 0; i < sealed.length; i++) {
      byte[] changed = sealed.clone();
      changed[i] ^= 1;
      assertThrows(IllegalStateException.class, () -> seal(ONE).open("totp:7", changed), "at " + i);
    }
    for (int length = 0; length < sealed.length; length++) {
      byte[] cut = Arrays.copyOf(sealed, length);
      assertThrows(IllegalStateException.class, () -> seal(ONE).open("totp:7", cut));
    }
  }

  @Test
  void afterAChangeOfKeyTheOldOneStillOpensAndTheNewOneSeals() {
    byte[] before = seal(ONE).seal("totp:7", SECRET);
    Seal now = seal(TWO, ONE);

    assertArrayEquals(SECRET, now.open("totp:7", before));
    assertTrue(seal(TWO).opens(now.seal("totp:7", SECRET)));
    assertFalse(seal(TWO).opens(before));
    assertThrows(IllegalStateException.class, () -> seal(TWO).open("totp:7", before));
  }

  @ParameterizedTest
  @ValueSource(strings = {"short", "AAAA", "not base 64 at all!!", ""})
  void aKeyThatIsNoneIsRefusedWithoutBeingRepeated(String text) {
    Exception refused = assertThrows(IllegalStateException.class, () -> seal(text));

    assertTrue(refused.getMessage().contains("SPORTELLO_KEY"));
    assertTrue(text.length() < 5 || !refused.getMessage().contains(text));
  }

  @Test
  void withoutAKeyNothingIsSealed() {
    Seal none = new Seal();
    none.key = Optional.empty();
    none.old = Optional.empty();
    none.prepare();

    assertThrows(IllegalStateException.class, () -> none.seal("totp:7", SECRET));
    assertThrows(IllegalStateException.class, none::requireKey);
  }

  private static Seal seal(String key, String... old) {
    Seal seal = new Seal();
    seal.key = Optional.of(key);
    seal.old = old.length == 0 ? Optional.empty() : Optional.of(String.join(",", old));
    seal.prepare();
    return seal;
  }

  private static String key(int filling) {
    byte[] bytes = new byte[32];
    Arrays.fill(bytes, (byte) filling);
    return Base64.getEncoder().encodeToString(bytes);
  }
}
