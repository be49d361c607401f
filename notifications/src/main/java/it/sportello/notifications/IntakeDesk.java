package it.sportello.notifications;

import it.sportello.contacts.Contact;
import it.sportello.contacts.ContactId;
import it.sportello.contacts.Contacts;
import it.sportello.contacts.EmailAddress;
import it.sportello.contacts.Language;
import it.sportello.contacts.Platform;
import it.sportello.contacts.Scope;
import it.sportello.contacts.Sender;
import it.sportello.entitlements.Counter;
import it.sportello.notifications.IncomingMails.Stored;
import it.sportello.notifications.IncomingMails.Summary;
import it.sportello.notifications.reading.ReadMail;
import it.sportello.ticketing.AttachmentId;
import it.sportello.ticketing.Attachments;
import it.sportello.ticketing.Channel;
import it.sportello.ticketing.CustomerMessage;
import it.sportello.ticketing.Impact;
import it.sportello.ticketing.NewTicket;
import it.sportello.ticketing.Origin;
import it.sportello.ticketing.Reference;
import it.sportello.ticketing.TicketId;
import it.sportello.ticketing.Tickets;
import it.sportello.ticketing.Upload;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The second step of intake: a mail that was read lands in a ticket or in the quarantine, in one
 * transaction with its row. Read again, it lands in the same place, once.
 */
@ApplicationScoped
@Transactional
class IntakeDesk {
  /** The source of origins and uploads of mails. */
  static final String SOURCE = "mail";

  private static final String THREAD =
      """
      select ticket, message_id, reply_token
      from notifications.given_id
      where message_id in (:ids) or reply_token in (:tokens)
      """;

  @PersistenceContext(unitName = "sportello")
  EntityManager em;

  @Inject MailSettings settings;
  @Inject IncomingMails mails;
  @Inject Contacts contacts;
  @Inject Tickets tickets;
  @Inject Attachments attachments;
  @Inject Counter counter;

  Intake decide(long id, ReadMail mail, List<Upload> uploads) {
    Stored row = mails.lock(id).orElseThrow();
    if (!row.waitsToBeRead()) {
      return row.intake();
    }
    Landing landing = Landing.of(facts(mail));
    Summary summary =
        new Summary(
            mail.from().map(EmailAddress::value).orElse(mail.fromShown()),
            mail.subject(),
            mail.messageId(),
            mail.automatic());
    if (landing instanceof Landing.Held held) {
      mails.hold(id, held.reason(), "", summary);
      return new Intake(id, Optional.empty(), Optional.of(held.reason()));
    }
    List<AttachmentId> files = uploads.stream().map(attachments::keep).toList();
    TicketId ticket =
        landing instanceof Landing.InTicket reply
            ? join(row, mail, reply, files)
            : open(row, mail, (Landing.NewRequest) landing, files);
    mails.land(id, ticket, summary);
    return new Intake(id, Optional.of(ticket), Optional.empty());
  }

  private TicketId join(
      Stored row, ReadMail mail, Landing.InTicket reply, List<AttachmentId> files) {
    tickets.customerWrote(
        new Scope.Desk(),
        reply.ticket(),
        new CustomerMessage(
            origin(row),
            Channel.EMAIL,
            reply.author(),
            mail.from().orElseThrow(),
            mail.text(),
            mail.html(),
            mail.sent().orElse(row.received()),
            row.received(),
            files,
            reply.automatic()));
    return reply.ticket();
  }

  private TicketId open(
      Stored row, ReadMail mail, Landing.NewRequest request, List<AttachmentId> files) {
    return counter
        .open(
            new NewTicket(
                origin(row),
                Channel.EMAIL,
                request.platform(),
                request.requester(),
                mail.from().orElseThrow(),
                language(request),
                mail.subject(),
                mail.text(),
                mail.html(),
                Impact.UNSTATED,
                Reference.NONE,
                mail.sent().orElse(row.received()),
                row.received(),
                files))
        .ticket();
  }

  /** By the row: the same bytes may lie in a mailbox twice and are two mails. */
  private static Origin origin(Stored row) {
    return new Origin(SOURCE, Long.toString(row.id()), row.sha256());
  }

  private Language language(Landing.NewRequest request) {
    return request
        .requester()
        .flatMap(contacts::contact)
        .map(Contact::language)
        .or(() -> contacts.platform(request.platform()).map(Platform::language))
        .orElse(Language.IT);
  }

  private Landing.Facts facts(ReadMail mail) {
    Optional<TicketId> named = thread(mail);
    Sender sender = mail.from().map(contacts::sender).orElse(new Sender.Unknown());
    return new Landing.Facts(
        mail.from(),
        // The two are the same mailbox by default.
        Set.copyOf(List.of(settings.address().key(), settings.from().key())),
        mail.automatic(),
        mail.report(),
        named.map(tickets::envelope),
        sender,
        contact(mail, sender));
  }

  private Optional<ContactId> contact(ReadMail mail, Sender sender) {
    if (sender instanceof Sender.Registered known) {
      return Optional.of(known.contact());
    }
    return sender instanceof Sender.Ambiguous
        ? mail.from().flatMap(contacts::contactByAddress).map(Contact::id)
        : Optional.empty();
  }

  /** The reply token decides; else the nearest of our Message-IDs that the mail answers. */
  private Optional<TicketId> thread(ReadMail mail) {
    ReplyAddress replies = new ReplyAddress(settings.address());
    List<String> tokens =
        mail.addressedTo().stream().flatMap(to -> replies.tokenOf(to).stream()).toList();
    List<String> ids = new ArrayList<>(mail.answers());
    ids.addAll(mail.report() ? mail.reported() : List.of());
    if (tokens.isEmpty() && ids.isEmpty()) {
      return Optional.empty();
    }
    // A list of none is no SQL; an empty text is no token and no id.
    Map<String, Object> values =
        Map.of(
            "ids", ids.isEmpty() ? List.of("") : ids,
            "tokens", tokens.isEmpty() ? List.of("") : tokens);
    var given = Sql.rows(em, THREAD, values);
    Set<String> known = new HashSet<>(tokens);
    return given.stream()
        .filter(row -> known.contains(Sql.text(row, "reply_token")))
        .findFirst()
        .or(
            () ->
                ids.stream()
                    .flatMap(
                        id -> given.stream().filter(row -> Sql.text(row, "message_id").equals(id)))
                    .findFirst())
        .map(row -> new TicketId(Sql.number(row, "ticket")));
  }
}
