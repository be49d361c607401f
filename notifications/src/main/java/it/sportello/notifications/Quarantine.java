package it.sportello.notifications;

import it.sportello.contacts.AgentId;
import it.sportello.contacts.NotPermitted;
import it.sportello.contacts.PlatformId;
import it.sportello.contacts.Scope;
import it.sportello.notifications.IncomingMails.Stored;
import it.sportello.notifications.proof.Trust;
import it.sportello.notifications.reading.AttachmentSink;
import it.sportello.notifications.reading.MailReader;
import it.sportello.notifications.reading.ReadMail;
import it.sportello.notifications.reading.Unreadable;
import it.sportello.ticketing.Blobs;
import it.sportello.ticketing.NotAllowed;
import it.sportello.ticketing.TicketId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Mails that wait for a person: kept whole, shown to agents with the reason, never answered. Texts
 * are strangers' words.
 */
@ApplicationScoped
public class Quarantine {
  @Inject QuarantineRows rows;
  @Inject IncomingMails mails;
  @Inject Inbox inbox;
  @Inject Blobs blobs;

  private final MailReader reader = new MailReader();

  /**
   * @param from the address, or what stands in its place when there is not exactly one
   * @param detail why it could not be read, in a word or two; empty when the reason says it all
   */
  public record Entry(
      long id,
      Instant received,
      String from,
      String subject,
      Reason reason,
      String detail,
      long size,
      Trust trust) {}

  /**
   * @param text what the mail says, empty when it cannot be read
   */
  public record Detail(
      Entry entry,
      Instant imported,
      String mailbox,
      String sha256,
      Optional<Instant> sent,
      String messageId,
      String text,
      String html,
      List<String> attachmentNames) {}

  /**
   * Newest first.
   *
   * @param before the id of the last entry of the page before; {@link Long#MAX_VALUE} at first
   * @throws NotAllowed unless the caller is of the staff
   */
  public List<Entry> page(Scope scope, long before, int limit) {
    guard(scope);
    return rows.page(before, limit);
  }

  /** The same for one reason alone. */
  public List<Entry> page(Scope scope, Reason reason, long before, int limit) {
    guard(scope);
    return rows.page(reason, before, limit);
  }

  /**
   * What was discarded, newest first, with the reason for which it was held.
   *
   * @param before as {@link #page}
   * @throws NotAllowed as {@link #page}
   */
  public List<Entry> discarded(Scope scope, long before, int limit) {
    guard(scope);
    return rows.discarded(before, limit);
  }

  /** How many wait for each reason; none where none do. */
  public Map<Reason, Integer> counts(Scope scope) {
    guard(scope);
    return rows.counts();
  }

  /** How many wait, at most 1001. */
  public int count(Scope scope) {
    guard(scope);
    return rows.count();
  }

  /** Empty when it is no longer in the quarantine, or never was. */
  public Optional<Detail> detail(Scope scope, long id) {
    guard(scope);
    return rows.detail(id).map(this::read);
  }

  /**
   * Takes the second step again, after a sender was registered or the reader was mended.
   *
   * @return what became of it; empty when it is not in the quarantine
   */
  public Optional<Intake> readAgain(Scope scope, long id) {
    guard(scope);
    return mails
        .find(id)
        .filter(stored -> stored.state().equals("QUARANTINE"))
        .filter(stored -> !stored.sha256().isEmpty())
        .map(this::again);
  }

  /**
   * Opens a ticket for a platform, as if the sender were registered there. The ticket dates from
   * the mail's first receipt.
   *
   * @return what became of it; empty when it is not in the quarantine, or cannot be read
   * @throws NotAllowed unless the caller is an agent
   * @throws it.sportello.contacts.InvalidValue {@code mail.author} when it names not exactly one
   */
  public Optional<Intake> releaseFor(Scope scope, long id, PlatformId platform) {
    return place(
        scope,
        id,
        new Placement.Request(platform, Optional.empty(), agent(scope, "release a mail")));
  }

  /**
   * The same, and registers the sender's address for the platform in the same step: it counts at
   * once, as all that administrators enter does. Whatever else is released teaches nothing.
   *
   * @throws it.sportello.contacts.NotPermitted unless the caller administers
   * @throws it.sportello.contacts.InvalidEntry when the person or the address cannot be entered;
   *     the mail stays where it is
   * @throws it.sportello.contacts.InvalidValue {@code mail.forged} when the owner of the domain
   *     says that it does not come from there
   */
  public Optional<Intake> releaseAndRegister(
      Scope scope, long id, PlatformId platform, Newcomer newcomer) {
    if (!scope.administers()) {
      throw new NotPermitted("register an address");
    }
    return place(
        scope,
        id,
        new Placement.Request(platform, Optional.of(newcomer), agent(scope, "release a mail")));
  }

  /**
   * Adds it to a ticket. A sender who takes no part there is shown as a stranger, gets nothing of
   * the conversation and is told nothing.
   *
   * @throws it.sportello.ticketing.TicketNotFound when there is no such ticket
   */
  public Optional<Intake> releaseInto(Scope scope, long id, TicketId ticket) {
    return place(scope, id, new Placement.Message(ticket, agent(scope, "release a mail")));
  }

  /**
   * The raw mails stay; nobody is asked about them any more.
   *
   * @return how many were in the quarantine
   */
  public int discard(Scope scope, Collection<Long> ids) {
    AgentId by = agent(scope, "discard a mail");
    return (int) ids.stream().filter(id -> rows.discard(scope, id, by)).count();
  }

  /**
   * Puts back what was discarded, with the reason it had.
   *
   * @return how many had been discarded
   * @throws NotAllowed unless the caller is an agent
   */
  public int restore(Scope scope, Collection<Long> ids) {
    agent(scope, "restore a mail");
    return (int) ids.stream().filter(id -> rows.restore(scope, id)).count();
  }

  private Optional<Intake> place(Scope scope, long id, Placement place) {
    guard(scope);
    Optional<Stored> waiting =
        mails
            .find(id)
            .filter(stored -> stored.state().equals("QUARANTINE"))
            .filter(stored -> stored.reason().filter(Reason.TOO_LARGE::equals).isEmpty());
    try {
      return waiting.isEmpty()
          ? Optional.empty()
          : Optional.of(inbox.release(waiting.get(), place));
    } catch (IOException | Unreadable e) {
      return Optional.empty();
    }
  }

  private static AgentId agent(Scope scope, String act) {
    if (scope instanceof Scope.Staff staff) {
      return staff.agent();
    }
    throw new NotAllowed(act);
  }

  private Intake again(Stored stored) {
    return inbox.read(stored);
  }

  private Detail read(Detail row) {
    try (InputStream raw = new BufferedInputStream(blobs.open(row.sha256(), 0))) {
      ReadMail mail = reader.read(raw, AttachmentSink.NONE);
      return new Detail(
          row.entry(),
          row.imported(),
          row.mailbox(),
          row.sha256(),
          mail.sent(),
          mail.messageId(),
          mail.text(),
          mail.html(),
          mail.attachmentNames());
    } catch (IOException | Unreadable e) {
      return row;
    }
  }

  private static void guard(Scope scope) {
    if (!(scope instanceof Scope.Staff) && !(scope instanceof Scope.Desk)) {
      throw new NotAllowed("see the quarantine");
    }
  }
}
