package it.sportello.web.widget;

import it.sportello.contacts.Contact;
import it.sportello.contacts.DeskClock;
import it.sportello.ticketing.AttachmentId;
import it.sportello.ticketing.Attachments;
import it.sportello.ticketing.Channel;
import it.sportello.ticketing.NewTicket;
import it.sportello.ticketing.Origin;
import it.sportello.web.problem.FieldError;
import it.sportello.web.problem.InvalidInput;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes a request for a ticket of a filled-in form and whoever filled it in. */
@ApplicationScoped
public class FormTickets {
  @Inject CurrentForm current;
  @Inject Attachments attachments;
  @Inject DeskClock clock;

  /**
   * @param key the draft's, repeated with each try: 16 to 100 letters, digits and dashes
   * @throws InvalidInput with every fault, each at its field
   */
  public NewTicket read(String key, byte[] body) {
    if (!key.matches("[A-Za-z0-9-]{16,100}")) {
      throw new InvalidInput("", "form.key");
    }
    Contact contact = current.contact();
    FormRequest form = FormRequest.read(FormJson.object(body), current.product(), contact);
    Instant now = clock.now();
    return new NewTicket(
        new Origin(current.source(), key, sha256(body)),
        Channel.FORM,
        current.caller().platform(),
        Optional.of(contact.id()),
        form.answerTo(),
        contact.language(),
        form.subject(),
        form.text(contact.language()),
        "",
        form.impact(),
        form.reference(),
        now,
        now,
        uploaded(form.attachments()));
  }

  /** Only what this contact has uploaded; of what has gone meanwhile the form sends again. */
  private List<AttachmentId> uploaded(List<String> keys) {
    if (keys.isEmpty()) {
      return List.of();
    }
    Map<String, AttachmentId> known = attachments.byKeys(current.source(), keys);
    List<FieldError> gone = new ArrayList<>();
    for (int at = 0; at < keys.size(); at++) {
      if (!known.containsKey(keys.get(at))) {
        gone.add(new FieldError("/attachments/" + at, "form.gone"));
      }
    }
    if (!gone.isEmpty()) {
      throw new InvalidInput(gone);
    }
    return keys.stream().distinct().map(known::get).toList();
  }

  private static String sha256(byte[] body) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
