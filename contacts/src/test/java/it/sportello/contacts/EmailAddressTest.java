package it.sportello.contacts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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

  @Test
  void anAddressLongerThan254CharactersIsRefused() {
    assertThrows(InvalidValue.class, () -> new EmailAddress("a@" + "b".repeat(250) + ".it"));
  }
}
