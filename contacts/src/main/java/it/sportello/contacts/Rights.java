package it.sportello.contacts;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.HashSet;
import java.util.Set;

/** Who may see what. The only place where a caller becomes a scope. */
@ApplicationScoped
@Transactional
public class Rights {
  @Inject Contacts contacts;

  public Scope scopeOf(Caller caller) {
    if (caller instanceof Caller.Staff staff) {
      return staff.roles().equals(Set.of(Role.AUDITOR))
          ? new Scope.Auditor(staff.id())
          : new Scope.Staff(staff.id(), staff.roles());
    }
    if (caller instanceof Caller.Integration program) {
      return new Scope.Integration(program.id(), program.roles());
    }
    if (caller instanceof Caller.Customer customer) {
      return contacts.contact(customer.id()).map(Rights::scopeOf).orElseGet(Scope.Nothing::new);
    }
    return new Scope.Nothing();
  }

  /** Administrative and technical contacts see their platform's tickets, the others their own. */
  private static Scope scopeOf(Contact contact) {
    Set<PlatformId> whole = new HashSet<>();
    Set<PlatformId> own = new HashSet<>();
    contact
        .platforms()
        .forEach(
            (platform, kinds) -> {
              boolean all =
                  kinds.contains(ContactKind.ADMINISTRATIVE)
                      || kinds.contains(ContactKind.TECHNICAL);
              (all ? whole : own).add(platform);
            });
    return new Scope.Customer(contact.id(), whole, own);
  }
}
