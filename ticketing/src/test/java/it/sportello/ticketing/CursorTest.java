package it.sportello.ticketing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import it.sportello.contacts.InvalidValue;
import java.time.Instant;
import java.util.Base64;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTest {
  private static final Cursor START = Cursor.first(Cursor.OPEN);

  @Test
  void aCursorComesBackAsItWentToTheMicrosecond() {
    var cursor = new Cursor(Cursor.OPEN, Instant.parse("2026-11-23T10:00:00.123456Z"), 2, 10042);

    assertEquals(cursor, Cursor.read(cursor.text(), START));
  }

  @Test
  void aPlaceAmongTicketsWithoutADeadlineComesBackToo() {
    var cursor = new Cursor(Cursor.OPEN, Deadline.NEVER.at(), 4, Long.MAX_VALUE);

    assertEquals(cursor, Cursor.read(cursor.text(), START));
  }

  @Test
  void noCursorIsTheBeginning() {
    assertEquals(START, Cursor.read("", START));
  }

  @Test
  void aCursorOfAnotherListIsRefused() {
    String other = Cursor.last(Cursor.RESOLVED).text();

    assertThrows(InvalidValue.class, () -> Cursor.read(other, START));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "o",
        "o...",
        "o.1.2",
        "o.1.2.3.4",
        "o.1.2.x",
        "o.-1.2.3",
        "o.1.-2.3",
        "o.1.2.-3",
        "o.9223372036854775807.1.1",
        "o.1.2.99999999999999999999",
        "o.1.2.3' or '1'='1",
        ".1.2.3"
      })
  void whatWasTamperedWithIsRefused(String plain) {
    String text = Base64.getUrlEncoder().encodeToString(plain.getBytes(UTF_8));

    assertThrows(InvalidValue.class, () -> Cursor.read(text, START));
  }

  @Property
  void whateverIsSentIsACursorOrIsRefusedAsOne(@ForAll String text) {
    try {
      Cursor.read(text, START);
    } catch (InvalidValue refused) {
      assertEquals("cursor", refused.key());
    }
  }
}
