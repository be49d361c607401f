package it.sportello.notifications;

import it.sportello.contacts.ContactId;
import it.sportello.contacts.EmailAddress;
import it.sportello.contacts.PlatformId;
import it.sportello.contacts.Sender;
import it.sportello.ticketing.Envelope;
import it.sportello.ticketing.TicketId;
import java.util.Optional;
import java.util.Set;

/** Where a mail that could be read lands. A pure decision: the same facts, the same place. */
sealed interface Landing {
  /**
   * @param author empty for a person known by their domain alone, and for a program
   */
  record InTicket(TicketId ticket, Optional<ContactId> author, boolean automatic)
      implements Landing {}

  record NewRequest(PlatformId platform, Optional<ContactId> requester) implements Landing {}

  record Held(Reason reason) implements Landing {}

  /**
   * What is known of a mail.
   *
   * @param from empty where two readers could differ about who wrote it
   * @param ours the addresses of the desk, in lower case
   * @param automatic written by a program
   * @param report about the delivery of a mail of ours that belongs to {@code thread}
   * @param thread the ticket that its reply token or the ids it answers belong to
   * @param contact the person to whom the address belongs
   */
  record Facts(
      Optional<EmailAddress> from,
      Set<String> ours,
      boolean automatic,
      boolean report,
      Optional<Envelope> thread,
      Sender sender,
      Optional<ContactId> contact) {}

  /**
   * Knowing the token or a Message-ID is not enough to write in a ticket: they travel with every
   * forwarded mail. The sender has to take part too. A delivery report comes from a mail server and
   * needs no more than to know our Message-ID.
   */
  static Landing of(Facts mail) {
    if (mail.from().isEmpty()) {
      return new Held(Reason.UNREADABLE);
    }
    if (mail.ours().contains(mail.from().get().key())) {
      return new Held(Reason.OWN_ADDRESS);
    }
    if (mail.thread().isPresent()) {
      return inThread(mail, mail.thread().get());
    }
    if (mail.automatic()) {
      return new Held(Reason.AUTOMATIC);
    }
    if (mail.sender() instanceof Sender.Registered known) {
      return new NewRequest(known.platform(), Optional.of(known.contact()));
    }
    if (mail.sender() instanceof Sender.OfDomain colleague) {
      return new NewRequest(colleague.platform(), Optional.empty());
    }
    return new Held(
        mail.sender() instanceof Sender.Ambiguous ? Reason.AMBIGUOUS : Reason.UNKNOWN_SENDER);
  }

  private static Landing inThread(Facts mail, Envelope ticket) {
    if (mail.report()) {
      return new InTicket(ticket.ticket(), Optional.empty(), true);
    }
    if (takesPart(mail, ticket)) {
      return new InTicket(ticket.ticket(), mail.contact(), mail.automatic());
    }
    return new Held(mail.automatic() ? Reason.AUTOMATIC : Reason.STRANGER);
  }

  private static boolean takesPart(Facts mail, Envelope ticket) {
    if (mail.from().orElseThrow().key().equals(ticket.answerTo().key())) {
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
