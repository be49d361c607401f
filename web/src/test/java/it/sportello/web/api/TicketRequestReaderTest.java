package it.sportello.web.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import it.sportello.contacts.Language;
import it.sportello.ticketing.Channel;
import it.sportello.ticketing.Impact;
import it.sportello.web.problem.FieldError;
import it.sportello.web.problem.Problems;
import it.sportello.web.problem.Unreadable;
import jakarta.json.JsonObject;
import jakarta.json.spi.JsonProvider;
import jakarta.validation.Validation;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TicketRequestReaderTest {
  private static final String WHOLE =
      """
      {"platform": "1042", "contact": "titolare@pasticceria-aurora.example",
       "subject": "Invio fermo", "text": "La newsletter non parte"}
      """;
  private static final TicketRequestReader READER = new TicketRequestReader();

  @BeforeAll
  static void withTheConstraints() {
    READER.validator = Validation.buildDefaultValidatorFactory().getValidator();
  }

  @Test
  void whatIsNotSaidIsTheFormWithAnUnstatedImpact() {
    var asked = read(WHOLE);

    assertEquals(Channel.FORM, asked.channel());
    assertEquals(Impact.UNSTATED, asked.impact());
    assertTrue(asked.answerTo().isEmpty());
    assertEquals(64, asked.fingerprint().length());
  }

  @Test
  void theStoryIsReadWithTheHeadingsOfTheForm() {
    var asked =
        read(changed("{\"text\": null, \"did\": \"A\", \"expected\": \"B\", \"happened\": \"C\"}"));

    assertEquals(
        "Che cosa si stava facendo\nA\n\n"
            + "Che cosa doveva succedere\nB\n\n"
            + "Che cosa è successo invece\nC",
        asked.wordsIn(Language.IT));
  }

  @Test
  void aReferenceKeepsItsOrderAndItsNumbers() {
    var asked = read(changed("{\"reference\": {\"list\": 1, \"message\": \"30\"}}"));

    assertEquals("{list=1, message=30}", asked.reference().toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'platform': null}                          | /platform          | NotNull",
        "{'platform': '10-42'}                       | /platform          | platformCode.digits",
        "{'platform': 1042}                          | /platform          | value.type",
        "{'contact': ' '}                            | /contact           | NotBlank",
        "{'subject': ''}                             | /subject           | NotBlank",
        "{'text': ''}                                | /text              | text.missing",
        "{'did': 'x'}                                | /text              | text.twice",
        "{'text': '', 'did': 'x', 'expected': 'y'}   | /happened          | NotBlank",
        "{'channel': 'FAX'}                          | /channel           | value.unknown",
        "{'impact': 'stopped'}                       | /impact            | value.unknown",
        "{'answerTo': 'nobody'}                      | /answerTo          | email.shape",
        "{'reference': []}                           | /reference         | value.type",
        "{'reference': {'list': {}}}                 | /reference/list    | value.type",
        "{'status': 'RESOLVED'}                      | /status            | value.field",
        "{'a/b~c': 1}                                | /a~1b~0c           | value.field"
      })
  void eachFaultStandsAtItsField(String change, String pointer, String key) {
    var faults = faults(changed(change.replace('\'', '"')));

    assertEquals(List.of(pointer + " " + key), faults);
  }

  @Test
  void halfACharacterIsNoText() {
    var asked = WHOLE.replace("Invio fermo", "Invio \\ud800 fermo");

    assertEquals(List.of("/subject value.invalid"), faults(asked));
  }

  @Test
  void aSubjectThatIsTooLongSaysHowLongItMayBe() {
    var subject = "x".repeat(251);

    var error = errors(changed("{\"subject\": \"" + subject + "\"}")).get(0);

    assertEquals("Lunghezza non ammessa: da 0 a 250.", error.detail(Language.IT));
  }

  @Test
  void allFaultsAreToldAtOnce() {
    assertEquals(
        List.of(
            "/contact NotBlank", "/platform NotNull", "/subject NotBlank", "/text text.missing"),
        faults("{}"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "[]", "null", "1", "{\"a\":1} x", "{'a':1}"})
  void whatIsNoJsonObjectIsUnreadable(String body) {
    assertThrows(Unreadable.class, () -> read(body));
  }

  @Test
  void theFingerprintIsThatOfTheBytes() {
    assertEquals(
        "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a",
        new Body("{}".getBytes(StandardCharsets.UTF_8)).sha256());
  }

  private static TicketRequest read(String json) {
    return READER.command(new Body(json.getBytes(StandardCharsets.UTF_8)));
  }

  private static List<String> faults(String json) {
    return errors(json).stream().map(error -> error.pointer() + " " + error.key()).toList();
  }

  private static List<FieldError> errors(String json) {
    var thrown = assertThrows(RuntimeException.class, () -> read(json));
    return Problems.of(thrown).errors();
  }

  private static String changed(String change) {
    var merged = JsonProvider.provider().createObjectBuilder(object(WHOLE));
    object(change).forEach(merged::add);
    return merged.build().toString();
  }

  private static JsonObject object(String json) {
    return JsonProvider.provider().createReader(new StringReader(json)).readObject();
  }
}
