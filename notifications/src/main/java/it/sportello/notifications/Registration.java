package it.sportello.notifications;

import it.sportello.contacts.Contact;
import it.sportello.contacts.ContactDraft;
import it.sportello.contacts.Contacts;
import it.sportello.contacts.EmailAddress;
import it.sportello.contacts.InvalidEntry;
import it.sportello.contacts.Language;
import it.sportello.contacts.PeopleBook;
import it.sportello.contacts.Platform;
import it.sportello.contacts.PlatformId;
import it.sportello.contacts.Role;
import it.sportello.contacts.Scope;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.List;
import java.util.Set;

/** Enters the sender of a mail into the registry, in the transaction that lets the mail in. */
@ApplicationScoped
@Transactional(TxType.MANDATORY)
class Registration {
  @Inject PeopleBook people;
  @Inject Contacts contacts;

  /**
   * @throws InvalidEntry when it cannot be
   */
  void enter(Placement.Request request, EmailAddress address) {
    Newcomer newcomer = request.newcomer().orElseThrow();
    PlatformId platform = request.platform();
    // Only administrators come this far.
    Scope by = new Scope.Staff(request.by(), Set.of(Role.ADMINISTRATOR));
    if (newcomer.person().isPresent()) {
      Contact person =
          contacts
              .contactByAddress(newcomer.person().get())
              .filter(known -> known.platforms().containsKey(platform))
              .orElseThrow(() -> fault("/person", "value.unknown"));
      people.addAddress(by, platform, person.id(), address);
      return;
    }
    people.add(
        by,
        platform,
        new ContactDraft(
            newcomer.name(),
            contacts.platform(platform).map(Platform::language).orElse(Language.IT),
            Set.of(newcomer.kind()),
            List.of(address),
            List.of()));
  }

  private static InvalidEntry fault(String pointer, String key) {
    return new InvalidEntry(List.of(new InvalidEntry.Fault(pointer, key)));
  }
}
