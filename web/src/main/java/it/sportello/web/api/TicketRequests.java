package it.sportello.web.api;

import it.sportello.contacts.Caller;
import it.sportello.contacts.Contact;
import it.sportello.contacts.ContactId;
import it.sportello.contacts.Contacts;
import it.sportello.contacts.DeskClock;
import it.sportello.contacts.EmailAddress;
import it.sportello.contacts.InvalidValue;
import it.sportello.contacts.Platform;
import it.sportello.ticketing.NewTicket;
import it.sportello.ticketing.Reference;
import it.sportello.web.problem.InvalidInput;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;

/** Turns what a program asked for into a request that the counter takes. */
@ApplicationScoped
class TicketRequests {
  @Inject Contacts contacts;
  @Inject DeskClock clock;

  /**
   * @param key the Idempotency-Key; empty: the request cannot be repeated
   * @throws InvalidInput when platform, contact and address do not belong together
   */
  NewTicket newTicket(Caller.Integration caller, String key, TicketRequest asked) {
    var platform = platform(asked);
    var contact = contact(asked, platform);
    var now = clock.now();
    return new NewTicket(
        IdempotencyKey.origin(caller, key, asked.fingerprint()),
        asked.channel(),
        platform.id(),
        Optional.of(contact.id()),
        answerTo(asked, contact),
        contact.language(),
        asked.subject(),
        asked.wordsIn(contact.language()),
        "",
        asked.impact(),
        new Reference(asked.reference()),
        now,
        now,
        List.of());
  }

  private Platform platform(TicketRequest asked) {
    return contacts
        .platformByCode(asked.platform())
        .orElseThrow(() -> new InvalidInput("/platform", "value.unknown"));
  }

  /** Somebody of another platform is told apart from nobody at all in no way. */
  private Contact contact(TicketRequest asked, Platform platform) {
    return find(asked.contact())
        .filter(contact -> contact.platforms().containsKey(platform.id()))
        .orElseThrow(() -> new InvalidInput("/contact", "contact.unknown"));
  }

  private Optional<Contact> find(String idOrAddress) {
    if (idOrAddress.matches("[0-9]{1,18}")) {
      return contacts.contact(new ContactId(Long.parseLong(idOrAddress)));
    }
    try {
      return contacts.contactByAddress(new EmailAddress(idOrAddress));
    } catch (InvalidValue e) {
      throw new InvalidInput("/contact", e.key());
    }
  }

  private static EmailAddress answerTo(TicketRequest asked, Contact contact) {
    if (asked.answerTo().isEmpty()) {
      return contact.addresses().get(0);
    }
    var wanted = asked.answerTo().get().key();
    return contact.addresses().stream()
        .filter(address -> address.key().equals(wanted))
        .findFirst()
        .orElseThrow(() -> new InvalidInput("/answerTo", "answerTo.unconfirmed"));
  }
}
