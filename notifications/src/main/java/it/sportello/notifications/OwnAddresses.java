package it.sportello.notifications;

import it.sportello.contacts.EmailAddress;
import it.sportello.contacts.Staff;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.HashSet;
import java.util.Set;

/** The addresses of the desk and of those who work there: no customer writes from one. */
@ApplicationScoped
class OwnAddresses {
  @Inject MailSettings settings;
  @Inject MailboxRows mailboxes;
  @Inject Staff staff;

  /** In the form that is compared. Some of them are the same mailbox by default. */
  Set<String> keys() {
    Set<String> keys = new HashSet<>(mailboxes.addresses());
    keys.add(settings.address().key());
    keys.add(settings.from().key());
    return keys;
  }

  boolean isColleagues(EmailAddress address) {
    return staff.onDuty().stream().anyMatch(each -> each.address().key().equals(address.key()));
  }
}
