package it.sportello.notifications;

import it.sportello.contacts.AgentId;
import it.sportello.contacts.EmailAddress;
import it.sportello.contacts.Language;
import it.sportello.contacts.PlatformId;
import it.sportello.notifications.words.Kind;
import it.sportello.ticketing.MessageId;
import it.sportello.ticketing.TicketId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A mail that this node may send until its lease ends.
 *
 * @param fence rises with each claim; whoever marks the mail has to show the latest
 * @param batch of what the people on duty are told; of mails about the registry, the claim or the
 *     change of a list; empty for all other kinds
 * @param brand empty where it goes out under the desk's own name
 * @param rendered the bytes of an earlier try; empty at the first
 * @param files that go within it, between its bytes and its end
 */
record ClaimedMail(
    long id,
    long fence,
    int attempts,
    Kind kind,
    Optional<TicketId> ticket,
    Optional<PlatformId> platform,
    Optional<MessageId> message,
    Optional<AgentId> agent,
    Optional<Long> batch,
    EmailAddress recipient,
    Language language,
    String subject,
    Instant happenedAt,
    String zone,
    Optional<Instant> takeInChargeBy,
    Optional<Instant> answerBy,
    Optional<Instant> resolveBy,
    String messageId,
    String replyToken,
    String bounceToken,
    Optional<Brand> brand,
    byte[] rendered,
    List<Enclosure> files) {
  boolean isRendered() {
    return rendered.length > 0;
  }

  ClaimedMail with(byte[] bytes, List<Enclosure> enclosed) {
    return new ClaimedMail(
        id,
        fence,
        attempts,
        kind,
        ticket,
        platform,
        message,
        agent,
        batch,
        recipient,
        language,
        subject,
        happenedAt,
        zone,
        takeInChargeBy,
        answerBy,
        resolveBy,
        messageId,
        replyToken,
        bounceToken,
        brand,
        bytes,
        enclosed);
  }
}
