package it.sportello.web.api;

import it.sportello.contacts.EmailAddress;
import it.sportello.contacts.PlatformCode;
import it.sportello.ticketing.Channel;
import it.sportello.ticketing.Impact;
import it.sportello.web.problem.InvalidInput;
import it.sportello.web.problem.Unreadable;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.Validator;
import java.io.IOException;
import java.io.InputStream;
import java.util.Set;

/**
 * Reads the body of {@code POST /tickets}, at most 1 MB of JSON in UTF-8, and holds it against its
 * constraints: a resource never sees a command that is not whole. The bytes are needed for the
 * fingerprint anyway, and this way costs no reflection a request. Not a provider of JAX-RS: behind
 * a proxy of CDI its type is lost, and the server may then choose its own JSON binding instead.
 */
@ApplicationScoped
class TicketRequestReader {
  static final Set<String> FIELDS =
      Set.of(
          "platform",
          "contact",
          "channel",
          "subject",
          "text",
          "did",
          "expected",
          "happened",
          "impact",
          "reference",
          "answerTo");

  @Inject Validator validator;

  /**
   * @throws Unreadable when it is no JSON object
   * @throws InvalidInput with every field of the wrong type
   * @throws ConstraintViolationException with every constraint that is violated
   */
  TicketRequest read(InputStream body) throws IOException {
    return command(Body.whole(body));
  }

  TicketRequest command(Body body) {
    var command = shaped(body);
    var violations = validator.validate(command);
    if (!violations.isEmpty()) {
      throw new ConstraintViolationException(violations);
    }
    return command;
  }

  private static TicketRequest shaped(Body body) {
    var fields = new JsonFields(body.object(), FIELDS);
    var command =
        new TicketRequest(
            fields.value("platform", PlatformCode::new).orElse(null),
            fields.textOrNumber("contact").strip(),
            fields.oneOf(Channel.class, "channel", Channel.FORM),
            fields.text("subject"),
            fields.text("text"),
            fields.text("did"),
            fields.text("expected"),
            fields.text("happened"),
            fields.oneOf(Impact.class, "impact", Impact.UNSTATED),
            fields.texts("reference"),
            fields.value("answerTo", EmailAddress::new),
            body.sha256());
    fields.refuseFaults();
    return command;
  }
}
