package it.sportello.notifications;

import it.sportello.contacts.AgentId;
import it.sportello.contacts.Audit;
import it.sportello.contacts.Contact;
import it.sportello.contacts.Contacts;
import it.sportello.contacts.EmailAddress;
import it.sportello.contacts.InvalidValue;
import it.sportello.contacts.Language;
import it.sportello.contacts.Platform;
import it.sportello.contacts.PlatformId;
import it.sportello.contacts.Scope;
import it.sportello.contacts.Sender;
import it.sportello.entitlements.Counter;
import it.sportello.entitlements.Receipt;
import it.sportello.notifications.IncomingMails.Landed;
import it.sportello.notifications.IncomingMails.Stored;
import it.sportello.notifications.IncomingMails.Summary;
import it.sportello.notifications.proof.Proof;
import it.sportello.notifications.proof.Trust;
import it.sportello.notifications.reading.ReadMail;
import it.sportello.notifications.reading.VisibleReply;
import it.sportello.ticketing.AttachmentId;
import it.sportello.ticketing.Attachments;
import it.sportello.ticketing.Channel;
import it.sportello.ticketing.CustomerMessage;
import it.sportello.ticketing.Impact;
import it.sportello.ticketing.MessageId;
import it.sportello.ticketing.NewTicket;
import it.sportello.ticketing.Origin;
import it.sportello.ticketing.Reference;
import it.sportello.ticketing.TicketId;
import it.sportello.ticketing.Tickets;
import it.sportello.ticketing.Upload;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.Arrays;
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

  /** The field of a reference that names the ticket from which a new one goes on. */
  static final String AFTER = "after";

  @Inject OwnAddresses own;
  @Inject IncomingMails mails;
  @Inject Threads threads;
  @Inject Twins twins;
  @Inject Returns returns;
  @Inject AnswerBudget budget;
  @Inject StrangerAnswers strangers;
  @Inject Registration registration;
  @Inject Contacts contacts;
  @Inject Audit audit;
  @Inject Tickets tickets;
  @Inject Attachments attachments;
  @Inject Counter counter;

  /** A mail on its way in, with all that is known of it. */
  private record Arrival(
      Stored row, ReadMail mail, List<Upload> uploads, Proof proof, Optional<AgentId> by) {
    /** Empty for a program. */
    Optional<EmailAddress> person() {
      return mail.from().filter(address -> !mail.automatic());
    }

    Summary summary() {
      return new Summary(
          mail.from().map(EmailAddress::value).orElse(mail.fromShown()),
          mail.subject(),
          mail.messageId(),
          mail.nature(),
          mail.sealing(),
          proof);
    }
  }

  Intake decide(long id, ReadMail mail, List<Upload> uploads, Proof proof) {
    Stored row = mails.lock(id, mail).orElseThrow();
    if (!row.waitsToBeRead()) {
      return row.intake();
    }
    Arrival arrival = new Arrival(row, mail, uploads, proof, Optional.empty());
    if (twins.isRepeat(row, mail, arrival.summary())) {
      return new Intake(id, Optional.empty(), Optional.empty());
    }
    returns.note(mail);
    return land(arrival, Landing.of(facts(mail, proof)));
  }

  /**
   * Where an agent wants it. The clock starts at its first receipt all the same.
   *
   * @throws InvalidValue {@code mail.author} when it names not exactly one
   */
  Intake place(long id, ReadMail mail, List<Upload> uploads, Proof proof, Placement place) {
    Stored row = mails.lock(id, mail).orElseThrow();
    if (!row.state().equals("QUARANTINE")) {
      return row.intake();
    }
    if (mail.from().isEmpty()) {
      throw new InvalidValue("mail.author");
    }
    if (place instanceof Placement.Request request && request.newcomer().isPresent()) {
      register(request, mail.from().get(), proof);
    }
    audit.record(new Scope.Staff(place.by(), Set.of()), "quarantine.release", "mail:" + id);
    return land(
        new Arrival(row, mail, uploads, proof, Optional.of(place.by())), landing(mail, place));
  }

  /** Nobody becomes a customer by a mail that is not theirs, nor does the desk itself. */
  private void register(Placement.Request request, EmailAddress address, Proof proof) {
    if (proof.trust() == Trust.FORGED) {
      throw new InvalidValue("mail.forged");
    }
    if (own.keys().contains(address.key()) || own.isColleagues(address)) {
      throw new InvalidValue("mail.ours");
    }
    registration.enter(request, address);
  }

  private Landing landing(ReadMail mail, Placement place) {
    Optional<Contact> person = mail.from().flatMap(contacts::contactByAddress);
    if (place instanceof Placement.Request request) {
      Optional<Contact> requester = of(person, request.platform());
      Language language =
          requester
              .map(Contact::language)
              .or(() -> contacts.platform(request.platform()).map(Platform::language))
              .orElse(Language.IT);
      return new Landing.NewRequest(
          request.platform(), requester.map(Contact::id), language, Optional.empty());
    }
    TicketId ticket = ((Placement.Message) place).ticket();
    PlatformId platform = tickets.envelope(ticket).platform();
    return new Landing.InTicket(ticket, of(person, platform).map(Contact::id), mail.automatic());
  }

  private static Optional<Contact> of(Optional<Contact> person, PlatformId platform) {
    return person.filter(p -> p.platforms().containsKey(platform));
  }

  private Intake land(Arrival arrival, Landing landing) {
    long id = arrival.row().id();
    if (landing instanceof Landing.Held held) {
      mails.hold(id, held.reason(), "", arrival.summary());
      if (held.reason() == Reason.UNKNOWN_SENDER && arrival.row().state().equals("RECEIVED")) {
        strangers.held(arrival.mail(), arrival.proof(), arrival.row().received());
      }
      return new Intake(id, Optional.empty(), Optional.of(held.reason()));
    }
    if (landing instanceof Landing.Filed) {
      mails.file(id, arrival.summary());
      return new Intake(id, Optional.empty(), Optional.empty());
    }
    List<AttachmentId> files = arrival.uploads().stream().map(attachments::keep).toList();
    Landed landed =
        landing instanceof Landing.InTicket reply
            ? join(arrival, reply, files)
            : open(arrival, (Landing.NewRequest) landing, files);
    mails.land(id, landed, arrival.summary());
    return new Intake(id, Optional.of(landed.ticket()), Optional.empty());
  }

  private Landed join(Arrival arrival, Landing.InTicket reply, List<AttachmentId> files) {
    ReadMail mail = arrival.mail();
    MessageId message =
        tickets.customerWrote(
            new Scope.Desk(),
            reply.ticket(),
            new CustomerMessage(
                origin(arrival.row()),
                Channel.EMAIL,
                reply.author(),
                mail.from().orElseThrow(),
                mail.text(),
                mail.html(),
                mail.sent().orElse(arrival.row().received()),
                arrival.row().received(),
                files,
                reply.automatic()));
    budget.joined(reply.ticket(), mail.from().orElseThrow(), arrival.proof().trust());
    return new Landed(reply.ticket(), Optional.of(message), arrival.person(), arrival.by());
  }

  private Landed open(Arrival arrival, Landing.NewRequest request, List<AttachmentId> files) {
    ReadMail mail = arrival.mail();
    Receipt receipt =
        counter.open(
            new NewTicket(
                origin(arrival.row()),
                Channel.EMAIL,
                request.platform(),
                request.requester(),
                mail.from().orElseThrow(),
                request.language(),
                mail.subject(),
                mail.text(),
                mail.html(),
                Impact.UNSTATED,
                request
                    .after()
                    .map(before -> new Reference(Map.of(AFTER, before.toString())))
                    .orElse(Reference.NONE),
                mail.sent().orElse(arrival.row().received()),
                arrival.row().received(),
                files));
    budget.acknowledged(receipt.ticket(), mail.from().orElseThrow(), arrival.proof().trust());
    return new Landed(receipt.ticket(), Optional.empty(), arrival.person(), arrival.by());
  }

  /** By the row: the same bytes may lie in a mailbox twice and are two mails. */
  private static Origin origin(Stored row) {
    return new Origin(SOURCE, Long.toString(row.id()), row.sha256());
  }

  private Landing.Facts facts(ReadMail mail, Proof proof) {
    boolean returned = returns.isReturned(mail);
    Sender sender = mail.from().map(contacts::sender).orElse(new Sender.Unknown());
    Optional<Contact> person =
        sender instanceof Sender.Ambiguous
            ? mail.from().flatMap(contacts::contactByAddress)
            : Optional.empty();
    Sender chosen = chosen(mail, sender, person);
    return new Landing.Facts(
        mail.from(),
        own.keys(),
        proof.trust() != Trust.PROVEN && mail.from().filter(own::isColleagues).isPresent(),
        proof.trust(),
        mail.automatic() || returned,
        mail.report() || returned,
        returned || threads.isAboutOurs(mail),
        threads.of(mail),
        chosen,
        chosen instanceof Sender.Registered known
            ? Optional.of(known.contact())
            : person.map(Contact::id));
  }

  /** Of several platforms the one whose code, and no other's, stands in the subject or the text. */
  private Sender chosen(ReadMail mail, Sender sender, Optional<Contact> person) {
    if (!(sender instanceof Sender.Ambiguous several)) {
      return sender;
    }
    String said = mail.subject() + " " + VisibleReply.of(mail.text()).visible();
    Set<String> words = new HashSet<>(Arrays.asList(said.split("[^\\p{L}\\p{N}]+")));
    List<Platform> named =
        contacts.platformsByIds(several.platforms()).values().stream()
            .filter(platform -> words.contains(platform.code().value()))
            .toList();
    if (named.size() != 1) {
      return sender;
    }
    Platform only = named.get(0);
    return person
        .<Sender>map(p -> new Sender.Registered(p.id(), only.id(), p.language()))
        .orElseGet(() -> new Sender.OfDomain(only.id(), only.language()));
  }
}
