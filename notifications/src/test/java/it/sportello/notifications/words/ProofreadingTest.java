package it.sportello.notifications.words;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import it.sportello.contacts.InvalidEntry;
import it.sportello.contacts.Language;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProofreadingTest {
  private static final String HOSTILE =
      "<script>alert(1)</script> {{7*7}} {{number}} ${7*7} #{7*7} **x** \"'& {{{desk}}}";

  @ParameterizedTest
  @EnumSource(Kind.class)
  void theShippedWordsPass(Kind kind) {
    for (Language language : Language.values()) {
      assertDoesNotThrow(() -> Proofreading.read(kind, Shipped.of(kind, language)));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "text      | {{nuumber}}                     | template.unknown",
        "text      | {{takeBy}}                      | template.unknown",
        "text      | {{agent.class}}                 | template.unknown",
        "text      | {{agent.bytes}}                 | template.unknown",
        "text      | {{this}}                        | template.unknown",
        "text      | {{.}}                           | template.unknown",
        "text      | {{#number}}aperta               | template.unclosed",
        "text      | {{/number}}                     | template.unclosed",
        "text      | {{#number}}x{{/agent}}          | template.unclosed",
        "text      | scrivere {{number               | template.unclosed",
        "text      | scrivere number}}               | template.unclosed",
        "text      | {{{number}}}                    | template.strange",
        "text      | {{&number}}                     | template.strange",
        "text      | {{>layout}}                     | template.strange",
        "text      | {{=<% %>=}}                     | template.strange",
        "text      | {{$block}}x{{/block}}           | template.strange",
        "subject   | Presa in carico                 | template.needed",
        "subject   | {{#agent}}{{number}}{{/agent}}  | template.needed",
        "subject   | ''                              | NotBlank",
        "headline  | '   '                           | NotBlank",
        "button    | ''                              | NotBlank",
      })
  void whatCannotBeWrittenIsSaidAtItsPart(String part, String words, String key) {
    InvalidEntry refused = assertThrows(InvalidEntry.class, () -> read(Map.of(part, words)), words);

    assertEquals(List.of("/" + part), pointers(refused));
    assertEquals(key, refused.faults().get(0).key());
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u202e", "\u200b", "\0", "\r", "\u2028"})
  void whatIsNotSeenIsRefused(String unseen) {
    InvalidEntry refused =
        assertThrows(
            InvalidEntry.class, () -> read(Map.of("subject", "{{number}} a" + unseen + "b")));

    assertEquals("text.invisible", refused.faults().get(0).key());
  }

  @Test
  void everyPartIsAsLongAsItMayBeAndNoLonger() {
    Proofreading.LONGEST.forEach(
        (part, longest) -> {
          String start = part.equals("subject") ? "{{number}}" : "";
          String most = start + "x".repeat(longest - start.length());
          assertDoesNotThrow(() -> read(Map.of(part, most)));
          InvalidEntry refused =
              assertThrows(InvalidEntry.class, () -> read(Map.of(part, most + "x")));
          assertEquals("form.length", refused.faults().get(0).key());
        });
  }

  @Test
  void allThatIsWrongIsSaidAtOnce() {
    InvalidEntry refused =
        assertThrows(
            InvalidEntry.class,
            () -> read(Map.of("subject", "x", "text", "{{a}} {{b}}", "footer", "{{#desk}}")));

    assertEquals(
        List.of("/footer", "/subject", "/text", "/text"),
        pointers(refused).stream().sorted().toList());
  }

  @Test
  void marksBecomeParagraphsListsBoldAndLinksInOneFormAndPlainWordsInTheOther() {
    Letter letter =
        write(
            """
            Uno **{{agent}}** e <b>due</b>
            tre

            - primo & **secondo**
            - https://help.example/a?b=1&c="x"

            {{#number}}
            Numero {{number}}
            {{/number}}
            """,
            "Anna");

    assertTrue(
        letter.html().contains("Uno <strong>Anna</strong> e &lt;b&gt;due&lt;/b&gt;<br>tre</p>"),
        letter.html());
    assertTrue(letter.html().contains("primo &amp; <strong>secondo</strong></li>"), letter.html());
    assertTrue(
        letter.html().contains("<a class=\"link\" href=\"https://help.example/a?b=1&amp;c\""),
        letter.html());
    assertTrue(letter.html().contains(">Numero 10042</p>"), letter.html());
    assertTrue(
        letter
            .text()
            .contains(
                "Uno Anna e <b>due</b>\ntre\n\n- primo & secondo\n- https://help.example/a?b=1"),
        letter.text());
  }

  @Test
  void aValueIsNeverAMarkAVariableOrHtml() {
    Letter letter = write("A **{{agent}}** B {{agent}}\n\n- {{agent}}", HOSTILE);

    assertFalse(letter.html().contains("<script>"), letter.html());
    assertFalse(letter.html().contains("<strong>x</strong>"), letter.html());
    assertFalse((letter.html() + letter.text()).contains("49"));
    assertTrue(letter.text().contains("- " + HOSTILE), letter.text());
    assertTrue(letter.html().contains("{{7*7}} {{number}} ${7*7} #{7*7} **x**"), letter.html());
  }

  @Test
  void nestedAndBrokenMarksAreReadAtOnce() {
    for (String piece : List.of("{{", "**", "{{#number}}", "https://", "- \n\n", "{{number}}**")) {
      String words = piece.repeat(5000 / piece.length());
      long start = System.nanoTime();
      try {
        read(Map.of("text", words));
      } catch (InvalidEntry e) {
        assertFalse(e.faults().isEmpty());
      }
      assertTrue(System.nanoTime() - start < 2_000_000_000L, piece);
    }
  }

  private static Letter write(String text, String agent) {
    Notice sample = Samples.full(Kind.TAKEN_IN_CHARGE, Language.IT);
    return new Letters().write(sample.about("Oggetto", agent, ""), wording(Map.of("text", text)));
  }

  private static void read(Map<String, String> changed) {
    Proofreading.read(Kind.TAKEN_IN_CHARGE, wording(changed));
  }

  private static Wording wording(Map<String, String> changed) {
    Map<String, String> parts =
        new HashMap<>(Shipped.of(Kind.TAKEN_IN_CHARGE, Language.IT).parts());
    parts.putAll(changed);
    return new Wording(
        parts.get("subject"),
        parts.get("preheader"),
        parts.get("headline"),
        parts.get("text"),
        parts.get("button"),
        parts.get("footer"));
  }

  private static List<String> pointers(InvalidEntry refused) {
    return refused.faults().stream().map(InvalidEntry.Fault::pointer).toList();
  }
}
