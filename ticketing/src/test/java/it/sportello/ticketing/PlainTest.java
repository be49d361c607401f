package it.sportello.ticketing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import it.sportello.contacts.InvalidValue;
import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlainTest {
  @Test
  void charactersThatTheDatabaseRefusesAreLeftOut() {
    assertEquals("ab\nc", Plain.text("a\0b\nc", 10, "ticket.text"));
  }

  @Test
  void aTextThatIsTooLongIsRefusedByName() {
    var refused = assertThrows(InvalidValue.class, () -> Plain.text("abcd", 3, "ticket.text"));

    assertEquals("ticket.text.length", refused.key());
  }

  @Test
  void anAnswerOfBlanksIsNoAnswer() {
    var refused = assertThrows(InvalidValue.class, () -> Plain.required(" \n", 9, "message.text"));

    assertEquals("message.text.missing", refused.key());
  }

  @Test
  void aSubjectIsOneLine() {
    assertEquals("Re: the list", Plain.line(" Re:\r\n\tthe\0\u2028list ", 250, "ticket.subject"));
  }

  @Test
  void aBeginningNeverEndsInHalfACharacter() {
    assertEquals("ab", Plain.beginning("ab\uD83D\uDE00", 3));
  }

  @Property
  void aBeginningIsOneShortLine(@ForAll String text) {
    String line = Plain.beginning(text, 160);

    assertTrue(line.length() <= 160 && line.chars().noneMatch(c -> c == '\n' || c == 0));
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          screen.png,             screen.png
          ../../etc/passwd,       passwd
          'C:\\Users\\a\\b.png',  b.png
          '..',                   file
          '',                     file
          'a\u202Egnp.exe',       agnp.exe
          """)
  void aFileNameIsALabelAndNeverAPath(String raw, String label) {
    assertEquals(label, Plain.fileName(raw));
  }

  @Test
  void aLongFileNameKeepsItsEnding() {
    String name = Plain.fileName("a".repeat(400) + ".jpeg");

    assertEquals(200, name.length());
    assertTrue(name.endsWith("a.jpeg"));
  }

  @Test
  void aForgedDateOutsideTheCalendarSaysNothing() {
    Instant received = Instant.parse("2026-11-23T08:00:00Z");

    assertEquals(received, Plain.claimed(Instant.MAX, received));
    assertEquals(received, Plain.claimed(Instant.MIN, received));
    assertEquals(received.minusSeconds(9), Plain.claimed(received.minusSeconds(9), received));
  }
}
