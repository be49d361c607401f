package it.sportello.contacts;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordRulesTest {
  private static final List<String> ANNA =
      List.of("anna.conti", "Anna Conti", "anna.conti@desk.example");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "gatto lampada nuvola 7 viola",
        "correct horse battery staple",
        "k3-Wq9z.TmX4rP",
        "ὕβρις καὶ νέμεσις",
        "  spazi davanti e dietro  ",
        "密码很长而且没有人会猜到它的"
      })
  void whatNobodyGuessesIsTakenAsItIs(String password) {
    assertDoesNotThrow(() -> PasswordRules.check(password, ANNA));
  }

  @ParameterizedTest
  @CsvSource({
    "elevenchars, password.short",
    "password1234, password.common",
    "P@ssw0rd2024!, password.common",
    "qwertyuiop123, password.common",
    "aaaaaaaaaaaaaaaa, password.common",
    "abcabcabcabcabc, password.common",
    "123456789012, password.common",
    "iloveyou1998, password.common",
    "Juventus2024, password.common",
    "Sportello2026, password.common",
    "assistenza123, password.common",
    "annaconti1985, password.own",
    "anna.conti2026, password.own",
    "Conti-Conti-1, password.own"
  })
  void whatOthersGuessIsRefusedWithItsReason(String password, String reason) {
    assertEquals(
        reason, assertThrows(InvalidValue.class, () -> PasswordRules.check(password, ANNA)).key());
  }

  @Test
  void twoHundredCharactersAreTakenAndOneMoreIsNot() {
    String most = "k3-Wq9z.TmX4rP ".repeat(14).substring(0, 200);

    assertDoesNotThrow(() -> PasswordRules.check(most, ANNA));
    assertEquals(
        "password.long",
        assertThrows(InvalidValue.class, () -> PasswordRules.check(most + "x", ANNA)).key());
  }

  @Test
  void aMegabyteIsRefusedAtOnce() {
    assertTimeout(
        Duration.ofSeconds(1),
        () ->
            assertThrows(
                InvalidValue.class, () -> PasswordRules.check("aB3$".repeat(250_000), ANNA)));
  }
}
