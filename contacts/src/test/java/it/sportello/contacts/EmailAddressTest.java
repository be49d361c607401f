package it.sportello.contacts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmailAddressTest {
  @Test
  void theSameMailboxInAnotherCaseHasTheSameKey() {
    assertEquals(
        new EmailAddress("Titolare@Pasticceria-Aurora.example").key(),
        new EmailAddress(" titolare@pasticceria-aurora.EXAMPLE ").key());
  }

  @Test
  void aPlusTagIsAnotherMailbox() {
    EmailAddress tagged = new EmailAddress("titolare+ordini@aurora.example");

    assertEquals("titolare+ordini@aurora.example", tagged.key());
    assertEquals("aurora.example", tagged.domain());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "titolare",
        "@aurora.example",
        "titolare@",
        "a b@aurora.example",
        "a@aurora.example\r\nBcc: all@victims.example",
        "a@aurora.example,b@victims.example",
        "a@b@aurora.example",
        "a@aurora..example",
        "a@-aurora.example",
        "a@aurora.example.",
        "<a@aurora.example>",
        "\"a b\"@aurora.example",
        "a@aurora.example\u0000"
      })
  void whatIsNotOneAddressIsRefused(String text) {
    assertThrows(InvalidValue.class, () -> new EmailAddress(text));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a capital            | TITOLARE@AURORA.EXAMPLE     | titolare@aurora.example",
        "Kelvin is a K        | \u212Aaren@aurora.example   | karen@aurora.example",
        "its own script       | info@Caffè.example          | info@xn--caff-8oa.example",
        "the same in ASCII    | info@XN--CAFF-8OA.example   | info@xn--caff-8oa.example",
        "letter and mark      | josé@aurora.example         | jose\u0301@aurora.example",
        "sigma at the end     | ΟΔΟΣ@aurora.example         | οδος@aurora.example",
        "both in one script   | пример@пример.рф            | ПРИМЕР@xn--e1afmkfd.xn--p1ai",
      })
  void oneMailboxHasOneKeyHoweverItIsWritten(String why, String one, String other) {
    assertEquals(new EmailAddress(other).key(), new EmailAddress(one).key(), why);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "text.mixed      | pаypal@aurora.example", // Cyrillic а
        "text.mixed      | info@pаypal.example",
        "text.mixed      | info@αurora.example",
        "text.lookalike  | сорос@aurora.example", // Cyrillic from end to end
        "text.lookalike  | info@аррӏе.example",
        "text.lookalike  | ｉnfo@aurora.example",
        "text.lookalike  | ﬁnance@aurora.example",
        "text.lookalike  | 𝐢𝐧𝐟𝐨@aurora.example",
        "text.lookalike  | mıcro@aurora.example",
        "text.lookalike  | ɡoogle@aurora.example",
        "text.lookalike  | a\u0323\u0307\u0308\u0304\u0335@aurora.example",
        "text.invisible  | in\u200Bfo@aurora.example",
        "text.invisible  | info@auro\u00ADra.example",
        "text.invisible  | \u202Eelpmaxe.arorua@ofni",
        "text.invisible  | info\u2066@aurora.example",
        "text.invisible  | info@auro\u0000ra.example",
        "text.invisible  | in\uD800fo@aurora.example",
        "text.invisible  | in\u115Ffo@aurora.example",
        "domain.deviant  | info@straße.example",
        "email.shape     | info@127.0.0.1",
        "email.shape     | info@aurora_bianchi.example",
        "email.shape     | info@-aurora.example",
        "email.shape     | info@aurora。example"
      })
  void whatCanBeTakenForAnotherIsRefusedWithItsReason(String reason, String text) {
    InvalidValue refused = assertThrows(InvalidValue.class, () -> new EmailAddress(text));

    assertEquals(reason, refused.key());
  }

  @Property
  void aKeyIsTheKeyOfItself(@ForAll("addresses") String text) {
    String key = new EmailAddress(text).key();

    assertEquals(key, new EmailAddress(key).key());
    assertEquals(key, new EmailAddress(text.toUpperCase(Locale.ROOT)).key());
    assertEquals(key, new EmailAddress("  " + text + "\n").key());
  }

  @Property
  void whateverIsTypedIsAnAddressOrIsRefusedAndAlwaysSoon(@ForAll String text) {
    try {
      EmailAddress address = new EmailAddress(text + "@aurora.example");
      assertEquals("aurora.example", address.domain());
      assertTrue(address.value().codePoints().noneMatch(Character::isISOControl));
    } catch (InvalidValue e) {
      assertFalse(e.key().isEmpty());
    }
  }

  @Provide
  Arbitrary<String> addresses() {
    Arbitrary<String> local =
        Arbitraries.strings()
            .withChars("abcxyzABCXYZ0189àèìòùÀÈéÉüÜñ+-_'")
            .ofMinLength(1)
            .ofMaxLength(30);
    Arbitrary<String> label =
        Arbitraries.strings()
            .withChars("abcxyzABCXYZ0189àèìòùÀÈéÉüÜñ")
            .ofMinLength(1)
            .ofMaxLength(20);
    return Combinators.combine(local, label).as((l, d) -> l + "@" + d + ".example");
  }

  @Test
  void aMegabyteIsRefusedBeforeAnythingIsDoneWithIt() {
    assertThrows(
        InvalidValue.class, () -> new EmailAddress("a".repeat(1 << 20) + "@aurora.example"));
    assertThrows(InvalidValue.class, () -> new EmailAddress("a@" + "é.".repeat(1 << 19) + "it"));
  }

  @Test
  void anAddressLongerThan254CharactersIsRefused() {
    assertThrows(InvalidValue.class, () -> new EmailAddress("a@" + "b".repeat(250) + ".it"));
  }
}
