package it.sportello.ticketing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TermsTest {
  @Test
  void theLastWordMayBeOnlyBegun() {
    assertEquals(
        new Terms("newsletter part", "", "newsletter", "part", 0), Terms.of("newsletter part"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"the li", "\"not sent\"", "a@b.example", "list or"})
  void aShortWordAPhraseOrAnAddressIsNotGuessedAt(String typed) {
    assertEquals("", Terms.of(typed).begun());
  }

  @ParameterizedTest
  @CsvSource({
    "10042, 10042",
    "'#10042', 10042",
    "' 10042 ', 10042",
    "list 30, 0",
    "99999999999999999999, 0"
  })
  void aNumberIsATicketsToo(String typed, long number) {
    assertEquals(number, Terms.of(typed).number());
  }

  @Test
  void whatFollowsAMinusMustNotBeThere() {
    var terms = Terms.of("list -\"not sent\" -error broken");

    assertEquals("list broken", terms.wanted());
    assertEquals("\"not sent\" or error", terms.unwanted());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "   ", "-error", "\n"})
  void exclusionsAloneFindNothing(String typed) {
    assertTrue(Terms.of(typed).none());
  }

  @Property
  void everyParameterOfTheStatementIsGivenAndNoOther(@ForAll String typed) {
    var terms = Terms.of(typed);

    terms.parameters().keySet().forEach(name -> assertTrue(terms.sql().contains(":" + name)));
  }
}
