package it.sportello.notifications;

import it.sportello.contacts.ContactId;
import it.sportello.contacts.EmailAddress;
import it.sportello.contacts.Language;
import it.sportello.contacts.PlatformId;
import it.sportello.contacts.Sender;
import it.sportello.notifications.proof.Trust;
import it.sportello.ticketing.Envelope;
import it.sportello.ticketing.TicketId;
import java.util.Optional;
import java.util.Set;

/** Where a mail that could be read lands. A pure decision: the same facts, the same place. */
sealed interface Landing {
  /**
   * @param author empty for a person known by their domain alone, for a stranger and for a program
   */
  record InTicket(TicketId ticket, Optional<ContactId> author, boolean automatic)
      implements Landing {}

  /**
   * @param language in which it is answered
   * @param after the ticket that it goes on from, solved too long ago to be opened again
   */
  record NewRequest(
      PlatformId platform,
      Optional<ContactId> requester,
      Language language,
      Optional<TicketId> after)
      implements Landing {}

  /** About a mail of ours that belongs to no ticket. */
  record Filed() implements Landing {}

  record Held(Reason reason) implements Landing {}

  /** What leads to a ticket. */
  enum Lead {
    /** The reply token or one of our Message-IDs: neither can be guessed. */
    SECRET,
    /** A number in the subject, which anybody can write. */
    NUMBER
  }

  /**
   * A ticket that a mail seems to belong to.
   *
   * @param old solved too long ago to be opened again
   */
  record Thread(Envelope ticket, Lead lead, boolean old) {}

  /**
   * What is known of a mail.
   *
   * @param from empty where two readers could differ about who wrote it
   * @param ours the addresses of the desk, in lower case
   * @param colleague whether the address belongs to the staff; asked only where it is not proven
   * @param automatic written by a program
   * @param report about a mail of ours, which belongs to {@code thread} if that is there
   * @param aboutOurs whether a report names a mail that we sent
   * @param contact the person to whom the address belongs
   */
  record Facts(
      Optional<EmailAddress> from,
      Set<String> ours,
      boolean colleague,
      Trust trust,
      boolean automatic,
      boolean report,
      boolean aboutOurs,
      Optional<Thread> thread,
      Sender sender,
      Optional<ContactId> contact) {}

  /**
   * Knowing the token or a Message-ID is not enough to write in a ticket: they travel with every
   * forwarded mail. The sender has to take part too. A report comes from a mail server and needs no
   * more than to know our Message-ID.
   */
  static Landing of(Facts mail) {
    if (mail.from().isEmpty()) {
      return new Held(Reason.UNREADABLE);
    }
    if (mail.ours().contains(mail.from().get().key())) {
      return new Held(Reason.OWN_ADDRESS);
    }
    if (mail.report() && mail.aboutOurs()) {
      return mail.thread()
          .<Landing>map(at -> new InTicket(at.ticket().ticket(), Optional.empty(), true))
          .orElseGet(Filed::new);
    }
    if (mail.trust() == Trust.FORGED) {
      return new Held(Reason.FORGED);
    }
    if (mail.colleague() && mail.trust() != Trust.PROVEN) {
      return new Held(Reason.STAFF_ADDRESS);
    }
    return mail.thread().filter(at -> leads(mail, at)).isPresent()
        ? inThread(mail, mail.thread().get())
        : opening(mail);
  }

  /** A bare number leads only those who take part, and who prove it or ask about their own. */
  private static boolean leads(Facts mail, Thread thread) {
    return thread.lead() == Lead.SECRET
        || (takesPart(mail, thread.ticket())
            && (mail.trust() == Trust.PROVEN || asked(mail, thread.ticket())));
  }

  private static Landing inThread(Facts mail, Thread thread) {
    Envelope ticket = thread.ticket();
    if (!takesPart(mail, ticket)) {
      return new Held(mail.automatic() ? Reason.AUTOMATIC : Reason.STRANGER);
    }
    if (thread.old() && !mail.automatic()) {
      return new NewRequest(
          ticket.platform(),
          mail.contact(),
          language(mail.sender(), ticket),
          Optional.of(ticket.ticket()));
    }
    return new InTicket(ticket.ticket(), mail.contact(), mail.automatic());
  }

  private static Landing opening(Facts mail) {
    if (mail.automatic()) {
      return new Held(Reason.AUTOMATIC);
    }
    if (mail.sender() instanceof Sender.Registered known) {
      return new NewRequest(
          known.platform(), Optional.of(known.contact()), known.language(), Optional.empty());
    }
    if (mail.sender() instanceof Sender.OfDomain colleague) {
      return new NewRequest(
          colleague.platform(), Optional.empty(), colleague.language(), Optional.empty());
    }
    return new Held(
        mail.sender() instanceof Sender.Ambiguous ? Reason.AMBIGUOUS : Reason.UNKNOWN_SENDER);
  }

  /** Their own, where there is no doubt who they are. */
  private static Language language(Sender sender, Envelope ticket) {
    if (sender instanceof Sender.Registered known) {
      return known.language();
    }
    return sender instanceof Sender.OfDomain colleague ? colleague.language() : ticket.language();
  }

  private static boolean asked(Facts mail, Envelope ticket) {
    return mail.from().orElseThrow().key().equals(ticket.answerTo().key());
  }

  private static boolean takesPart(Facts mail, Envelope ticket) {
    if (asked(mail, ticket)) {
      return true;
    }
    if (mail.sender() instanceof Sender.Registered known) {
      return known.platform().equals(ticket.platform());
    }
    return mail.sender() instanceof Sender.Ambiguous several
        && mail.contact().isPresent()
        && several.platforms().contains(ticket.platform());
  }
}
