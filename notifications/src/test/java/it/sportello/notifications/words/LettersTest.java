package it.sportello.notifications.words;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import it.sportello.contacts.Language;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LettersTest {
  private static final String HOSTILE =
      "<script>alert(1)</script> {{7*7}} {{number}} ${7*7} #{7*7} \"'&";

  private final Letters letters = new Letters();

  @Test
  void theAcknowledgementSaysNumberAndPromiseFirstInBothForms() {
    Letter letter = letters.write(notice(Kind.RECEIVED, Language.IT, "", "Oggetto"));

    assertEquals(
        "Segnalazione 1042 ricevuta: sarà presa in carico entro martedì 24 novembre alle 11:00",
        letter.subject());
    assertEquals(
        """
        Segnalazione 1042
        Ricevuta: sarà presa in carico entro martedì 24 novembre alle 11:00

        Presa in carico entro: martedì 24 novembre alle 11:00
        Prima risposta entro: mercoledì 25 novembre alle 11:00
        Oggetto: Oggetto

        Per aggiungere qualcosa basta rispondere a questa email. Se serve sentirsi, il numero da citare è 1042.

        Apri la segnalazione:
        https://desk.example/my/ticket?n=1042

        --\s
        Conferma automatica di Sportello.
        """,
        letter.text());
    assertTrue(letter.html().indexOf("1042") < letter.html().indexOf("martedì 24 novembre"));
    assertFalse(letter.text().contains("Soluzione"), "what is not promised is not said");
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void everyKindIsSaidInBothLanguagesAndNoTemplateIsLeftOver(Kind kind) {
    for (Language language : Language.values()) {
      Letter letter = letters.write(notice(kind, language, "Buongiorno.\nA presto", "Oggetto"));

      for (String part : new String[] {letter.subject(), letter.text(), letter.html()}) {
        assertFalse(part.isBlank());
        assertFalse(part.contains("{{"), part);
        assertFalse(part.contains("null"), part);
      }
      assertTrue(letter.text().contains("https://desk.example/my/ticket?n=1042"));
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void whatPeopleWroteStaysText(Kind kind) {
    Notice plain = notice(kind, Language.EN, HOSTILE, HOSTILE);
    Notice hostile =
        new Notice(
            kind,
            Language.EN,
            HOSTILE,
            plain.link(),
            plain.number(),
            HOSTILE,
            HOSTILE,
            HOSTILE,
            plain.at(),
            plain.takeInChargeBy(),
            plain.answerBy(),
            plain.resolveBy(),
            plain.zone(),
            plain.theirs());

    Letter letter = letters.write(hostile);

    assertFalse(letter.html().contains("<script>"), letter.html());
    assertFalse(letter.html().contains("49"), "nothing is computed");
    assertFalse(letter.text().contains("49"));
    assertTrue(letter.html().contains("&lt;script&gt;alert(1)&lt;/script&gt; {{7*7}} {{number}}"));
  }

  @Test
  void aReplyKeepsTheParagraphsAndLinesOfTheAgent() {
    Letter letter =
        letters.write(
            notice(Kind.REPLY, Language.IT, "Buongiorno,\n\nuno\ndue\n", "Re: RE: x [1042]"));

    assertEquals("Re: x [1042]", letter.subject());
    assertTrue(letter.text().contains("\nBuongiorno,\n\nuno\ndue\n"), letter.text());
    assertTrue(letter.html().contains("uno<br>due</p>"), letter.html());
  }

  private static Notice notice(Kind kind, Language language, String body, String subject) {
    ZoneId rome = ZoneId.of("Europe/Rome");
    return new Notice(
        kind,
        language,
        "Sportello",
        "https://desk.example/my/ticket?n=1042",
        "1042",
        subject,
        "Anna Conti",
        body,
        Instant.parse("2026-11-23T09:00:00Z"),
        Optional.of(Instant.parse("2026-11-24T10:00:00Z")),
        Optional.of(Instant.parse("2026-11-25T10:00:00Z")),
        Optional.empty(),
        rome,
        rome);
  }
}
