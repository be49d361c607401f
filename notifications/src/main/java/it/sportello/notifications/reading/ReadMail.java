package it.sportello.notifications.reading;

import it.sportello.contacts.EmailAddress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a mail says, decoded. All of it is the sender's claim.
 *
 * @param from empty unless there is exactly one From field with exactly one address (RFC 5322
 *     section 3.6.2): two authors are a way to show one and be checked as the other
 * @param fromShown the From fields as text, for people
 * @param sent the Date field; empty when it is missing or absurd
 * @param messageId with its angle brackets; empty when it is missing
 * @param answers the ids of In-Reply-To and References with angle brackets, the nearest first
 * @param addressedTo every address in the fields that say to whom the mail was brought
 * @param reported the ids of the mails that a report is about
 * @param deliveries what a report says became of them
 * @param text plain, lines ended by LF, without control characters
 * @param html sanitised for display; empty for a plain mail
 * @param cut whether text went beyond the limit and was cut there
 */
public record ReadMail(
    Optional<EmailAddress> from,
    String fromShown,
    String subject,
    Optional<Instant> sent,
    String messageId,
    List<String> answers,
    List<String> addressedTo,
    Nature nature,
    Sealing sealing,
    List<String> reported,
    List<Delivery> deliveries,
    String text,
    String html,
    List<String> attachmentNames,
    boolean cut) {

  /** Whether a program wrote it: then it opens no ticket and is never answered. */
  public boolean automatic() {
    return nature != Nature.PERSON;
  }

  /** Whether it is about a mail that was sent before. */
  public boolean report() {
    return nature.isReport();
  }
}
