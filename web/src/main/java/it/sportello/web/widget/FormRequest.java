package it.sportello.web.widget;

import it.sportello.contacts.Contact;
import it.sportello.contacts.EmailAddress;
import it.sportello.contacts.Language;
import it.sportello.contacts.Product;
import it.sportello.ticketing.Impact;
import it.sportello.ticketing.Reference;
import it.sportello.web.problem.InvalidInput;
import jakarta.json.JsonObject;
import java.util.List;

/**
 * The form as it was filled in, whole.
 *
 * @param reference {@link Reference#NONE} when the person chose "not about one newsletter"
 * @param answerTo one of the contact's confirmed addresses
 * @param attachments keys of uploads, in the order of the form
 */
record FormRequest(
    String subject,
    String did,
    String expected,
    String happened,
    Impact impact,
    Reference reference,
    EmailAddress answerTo,
    List<String> attachments) {
  static final int SUBJECT = 150;
  static final int STORY = 10_000;
  static final int MOST_ATTACHMENTS = 10;

  /**
   * @throws InvalidInput with every fault, each at its field
   */
  static FormRequest read(JsonObject body, Product product, Contact contact) {
    FormFields fields = new FormFields(body);
    FormRequest request =
        new FormRequest(
            fields.text("subject", SUBJECT),
            fields.text("did", STORY),
            fields.text("expected", STORY),
            fields.text("happened", STORY),
            fields.impact(),
            fields.reference(product, contact.language()),
            fields.answerTo(contact),
            fields.attachments(MOST_ATTACHMENTS));
    fields.refuseFaults();
    return request;
  }

  /** The three answers under the headings they were asked with. */
  String text(Language language) {
    return switch (language) {
      case IT ->
          parts(
              "Che cosa si stava facendo",
              "Che cosa doveva succedere",
              "Che cosa è successo invece");
      case EN -> parts("What you were doing", "What should have happened", "What happened instead");
    };
  }

  private String parts(String doing, String expecting, String happening) {
    return String.join("\n", doing, did, "", expecting, expected, "", happening, happened);
  }
}
