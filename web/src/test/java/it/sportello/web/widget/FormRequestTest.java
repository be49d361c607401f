package it.sportello.web.widget;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import it.sportello.contacts.Contact;
import it.sportello.contacts.ContactId;
import it.sportello.contacts.EmailAddress;
import it.sportello.contacts.Language;
import it.sportello.contacts.Product;
import it.sportello.ticketing.Impact;
import it.sportello.ticketing.Reference;
import it.sportello.web.problem.FieldError;
import it.sportello.web.problem.InvalidInput;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormRequestTest {
  private static final String WHOLE =
      """
      {"subject":"Clic fermi","did":"Statistiche","expected":"I clic di oggi","happened":"Errore 17",
       "impact":"HINDERED","reference":{"list":"1","message":"30"},
       "answerTo":"aurora@aurora.example","attachments":["a","b"]}
      """;

  @Test
  void aWholeFormIsReadAsItWasFilledIn() {
    FormRequest request = read(WHOLE);

    assertEquals("Clic fermi", request.subject());
    assertEquals(Impact.HINDERED, request.impact());
    assertEquals(new Reference(Map.of("list", "1", "message", "30")), request.reference());
    assertEquals("aurora@aurora.example", request.answerTo().value());
    assertEquals(List.of("a", "b"), request.attachments());
  }

  @Test
  void theThreeAnswersStandUnderTheirHeadingsInTheContactsLanguage() {
    assertEquals(
        "What you were doing\nStatistiche\n\nWhat should have happened\nI clic di oggi\n\n"
            + "What happened instead\nErrore 17",
        read(WHOLE).text(Language.EN));
  }

  @Test
  void anEmptyFormIsToldEveryMissingSectionAtOnce() {
    assertFaults(
        "{}",
        "/subject form.missing",
        "/did form.missing",
        "/expected form.missing",
        "/happened form.missing",
        "/impact form.choose",
        "/reference form.choose",
        "/answerTo form.choose");
  }

  @Test
  void notAboutOneNewsletterIsAChoiceThatHasToBeMade() {
    assertEquals(
        Reference.NONE,
        read(WHOLE.replace("{\"list\":\"1\",\"message\":\"30\"}", "{}")).reference());
    assertFaults(
        WHOLE.replace("{\"list\":\"1\",\"message\":\"30\"}", "null"), "/reference form.choose");
  }

  @ParameterizedTest
  @CsvSource({
    "'\"30\"', '\"\"', /reference/message form.missing",
    "'\"30\"', '\"30 or 31\"', /reference/message form.shape",
    "'\"30\"', '30', /reference/message form.missing",
    "'\"30\"', '\"30\",\"other\":\"1\"', /reference value.field",
    "HINDERED, UNSTATED, /impact form.choose",
    "HINDERED, hindered, /impact form.choose",
    "aurora@, someone@, /answerTo form.unconfirmed",
    "Clic fermi, '   ', /subject form.missing",
    "Clic fermi, 'a\\u0000b', /subject value.invalid",
    "Clic fermi, 'a\\ud800b', /subject value.invalid",
    "'[\"a\",\"b\"]', '\"a\"', /attachments value.type",
    "'{\"subject\"', '{\"platform\":\"2077\",\"subject\"', /platform value.field",
  })
  void whatDoesNotFitIsToldAtItsField(String was, String is, String fault) {
    assertFaults(WHOLE.replace(was, is), fault);
  }

  @Test
  void exactlyTheLongestSubjectFitsAndOneMoreDoesNot() {
    String longest = "x".repeat(FormRequest.SUBJECT);

    assertEquals(longest, read(WHOLE.replace("Clic fermi", longest)).subject());
    assertFaults(WHOLE.replace("Clic fermi", longest + "x"), "/subject form.length");
  }

  @Test
  void elevenAttachmentsAreOneTooMany() {
    String eleven = "[" + "\"k\",".repeat(10) + "\"k\"]";
    assertFaults(WHOLE.replace("[\"a\",\"b\"]", eleven), "/attachments form.attachments");
  }

  @Test
  void everyFaultHasItsSentenceInBothLanguages() {
    for (String key :
        List.of(
            "form.missing",
            "form.choose",
            "form.length",
            "form.shape",
            "form.unconfirmed",
            "form.attachments",
            "form.gone",
            "form.empty",
            "form.key")) {
      FieldError fault = new FieldError("", key, Map.of("max", 150, "label", "Lista"));
      for (Language language : Language.values()) {
        String unknown = new FieldError("", "no.such.key").detail(language);
        assertEquals(false, fault.detail(language).equals(unknown), key);
      }
    }
  }

  private static void assertFaults(String body, String... faults) {
    InvalidInput invalid = assertThrows(InvalidInput.class, () -> read(body));
    assertEquals(
        List.of(faults), invalid.errors().stream().map(e -> e.pointer() + " " + e.key()).toList());
  }

  private static FormRequest read(String body) {
    var product =
        new Product(
            "demo",
            "Postino",
            List.of(),
            "",
            List.of(
                new Product.ReferenceField("list", "Lista", "List", "[0-9]{1,9}"),
                new Product.ReferenceField("message", "ID", "ID", "[0-9]{1,9}")));
    var contact =
        new Contact(
            new ContactId(7),
            "Aurora Bianchi",
            Language.IT,
            Map.of(),
            List.of(
                new EmailAddress("titolare@aurora.example"),
                new EmailAddress("aurora@aurora.example")),
            List.of());
    return FormRequest.read(
        FormJson.object(body.getBytes(StandardCharsets.UTF_8)), product, contact);
  }
}
