package it.sportello.contacts;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.OptionalLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TotpTest {
  private static final byte[] SECRET = "12345678901234567890".getBytes(StandardCharsets.US_ASCII);
  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

  /** RFC 6238 appendix B, the SHA-1 rows, of whose eight digits ours are the last six. */
  @ParameterizedTest
  @CsvSource({
    "59, 94287082",
    "1111111109, 07081804",
    "1111111111, 14050471",
    "1234567890, 89005924",
    "2000000000, 69279037",
    "20000000000, 65353130"
  })
  void theCodesAreThoseOfTheStandard(long second, String eight) {
    Instant at = Instant.ofEpochSecond(second);

    assertEquals(OptionalLong.of(Totp.step(at)), Totp.match(SECRET, eight.substring(2), at));
  }

  @Test
  void aCodeIsGoodOneStepAroundItsOwnAndNoMore() {
    String code = "%06d".formatted(Totp.code(SECRET, Totp.step(NOON)));

    assertTrue(Totp.match(SECRET, code, NOON.minusSeconds(30)).isPresent());
    assertTrue(Totp.match(SECRET, code, NOON.plusSeconds(59)).isPresent());
    assertTrue(Totp.match(SECRET, code, NOON.plusSeconds(60)).isEmpty());
    assertTrue(Totp.match(SECRET, code, NOON.minusSeconds(31)).isEmpty());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "12345", "1234567", "12345a", "-12345", "+12345", "١٢٣٤٥٦", "000 00"})
  void whatIsNoCodeIsNone(String text) {
    assertTrue(Totp.match(SECRET, text, NOON).isEmpty());
  }

  /** RFC 4648 section 10. */
  @ParameterizedTest
  @CsvSource({
    "f, MY",
    "fo, MZXQ",
    "foo, MZXW6",
    "foob, MZXW6YQ",
    "fooba, MZXW6YTB",
    "foobar, MZXW6YTBOI"
  })
  void base32IsThatOfTheStandardWithoutItsPadding(String text, String base32) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);

    assertEquals(base32, Totp.base32(bytes));
    assertArrayEquals(bytes, Totp.bytes(base32));
  }

  @Property(tries = 500)
  void everySecretComesBackFromItsLetters(@ForAll @Size(max = 40) byte[] secret) {
    assertArrayEquals(secret, Totp.bytes(Totp.base32(secret)));
  }

  @Test
  void otherLettersAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> Totp.bytes("MZXW6Y1B"));
  }
}
