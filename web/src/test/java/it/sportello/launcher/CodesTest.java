package it.sportello.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CodesTest {
  /** RFC 6238 appendix B: its secret in Base32, the last six of its eight digits. */
  @ParameterizedTest
  @CsvSource({"59, 287082", "1111111109, 081804", "1234567890, 005924", "20000000000, 353130"})
  void theTryOutsAuthenticatorShowsTheCodesOfTheStandard(long second, String code) {
    assertEquals(code, Codes.at("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", Instant.ofEpochSecond(second)));
  }

  @Test
  void aCodeIsShownUntilTheNextOne() {
    Instant at = Instant.ofEpochSecond(1_111_111_109L);

    assertEquals(1, new Codes(Clock.fixed(at, ZoneOffset.UTC)).secondsLeft());
    assertEquals(30, new Codes(Clock.fixed(at.plusSeconds(1), ZoneOffset.UTC)).secondsLeft());
  }

  @Test
  void everySecretThatIsMadeIsOneOfAnAuthenticator() {
    assertTrue(Secrets.authenticator().matches("[A-Z2-7]{32}"));
  }
}
