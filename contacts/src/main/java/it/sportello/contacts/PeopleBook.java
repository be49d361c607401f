package it.sportello.contacts;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The people of a platform as the vendor's administrators keep them: what they enter counts at
 * once. What customers enter themselves is {@link ContactList}.
 */
@ApplicationScoped
@Transactional
public class PeopleBook {
  @PersistenceContext(unitName = "sportello")
  EntityManager em;

  @Inject Audit audit;

  /**
   * Registers a person for a platform. Somebody who is registered already, with the very addresses
   * given, is the same person: they get the kinds here, and keep their name and numbers.
   *
   * @throws InvalidEntry when an address is another person's
   */
  public ContactId add(Scope by, PlatformId platform, ContactDraft draft) {
    administrates(by);
    draft.check();
    RegistryRows.lock(em, platform);
    Optional<ContactId> known = known(draft);
    ContactId contact = known.orElseGet(() -> created(draft));
    if (known.isPresent()) {
      refuseIfListed(platform, contact);
    }
    RegistryRows.kinds(em, platform, contact, draft.kinds());
    audit.record(by, "contact.add", subject(platform, contact));
    return contact;
  }

  /**
   * All of them or none: who is in the list already, known by an address, is changed; the others
   * are added.
   *
   * @return how many there were
   * @throws InvalidEntry with the faults of every line, {@code /lines/2} the first: a table begins
   *     with the names of its columns
   */
  public int enter(Scope by, PlatformId platform, List<ContactDraft> drafts) {
    administrates(by);
    RegistryRows.lock(em, platform);
    boolean keptBefore = RegistryRows.administrators(em, platform) > 0;
    EntryFaults faults = new EntryFaults();
    for (int i = 0; i < drafts.size(); i++) {
      ContactDraft draft = drafts.get(i);
      faults.of("/lines/" + (i + 2), () -> enter(by, platform, draft));
    }
    faults.refuse();
    refuseIfNobodyKeepsIt(platform, keptBefore);
    return drafts.size();
  }

  private void enter(Scope by, PlatformId platform, ContactDraft draft) {
    draft.check();
    Optional<ContactId> known = known(draft);
    ContactId contact = known.orElseGet(() -> created(draft));
    if (known.isPresent() && !RegistryRows.isElsewhere(em, platform, contact)) {
      RegistryRows.rename(em, contact, draft.name(), draft.language());
      RegistryRows.addresses(em, contact, draft.addresses());
      RegistryRows.phones(em, contact, draft.phones());
    }
    RegistryRows.kinds(em, platform, contact, draft.kinds());
    audit.record(by, "contact.enter", subject(platform, contact));
  }

  /**
   * @throws RegistryChanged when another version was seen
   * @throws LastAdministrator when nobody would be left to keep the list
   */
  public void change(
      Scope by, PlatformId platform, ContactId contact, long version, ContactDraft draft) {
    administrates(by);
    draft.check();
    RegistryRows.lock(em, platform);
    RegistryRows.lock(em, platform, contact, version);
    boolean keptBefore = RegistryRows.administrators(em, platform) > 0;
    RegistryRows.rename(em, contact, draft.name(), draft.language());
    RegistryRows.addresses(em, contact, draft.addresses());
    RegistryRows.phones(em, contact, draft.phones());
    RegistryRows.kinds(em, platform, contact, draft.kinds());
    refuseIfNobodyKeepsIt(platform, keptBefore);
    audit.record(by, "contact.change", subject(platform, contact));
  }

  /**
   * One more address of somebody who is registered for the platform, after those they have.
   *
   * @throws UnknownContact when nobody of the platform is this person
   * @throws InvalidEntry when the address is somebody's already, or they have too many
   */
  public void addAddress(Scope by, PlatformId platform, ContactId contact, EmailAddress address) {
    administrates(by);
    RegistryRows.lock(em, platform);
    int there = RegistryRows.lockAddresses(em, platform, contact);
    if (there >= ContactDraft.MOST_WAYS) {
      Map<String, Object> room = Map.of("min", 1, "max", ContactDraft.MOST_WAYS);
      throw new InvalidEntry(List.of(new InvalidEntry.Fault("/addresses", "Size", room)));
    }
    RegistryRows.address(em, contact, address, there);
    audit.record(by, "contact.change", subject(platform, contact));
  }

  /** The person is not of this platform any more; their tickets stay what they are. */
  public void remove(Scope by, PlatformId platform, ContactId contact, long version) {
    administrates(by);
    RegistryRows.lock(em, platform);
    RegistryRows.lock(em, platform, contact, version);
    boolean keptBefore = RegistryRows.administrators(em, platform) > 0;
    RegistryRows.kinds(em, platform, contact, Set.of());
    refuseIfNobodyKeepsIt(platform, keptBefore);
    audit.record(by, "contact.remove", subject(platform, contact));
  }

  private ContactId created(ContactDraft draft) {
    ContactId contact = RegistryRows.insert(em, draft.name(), draft.language());
    RegistryRows.addresses(em, contact, draft.addresses());
    RegistryRows.phones(em, contact, draft.phones());
    return contact;
  }

  private Optional<ContactId> known(ContactDraft draft) {
    Set<Optional<ContactId>> owners = new HashSet<>();
    draft.addresses().forEach(address -> owners.add(RegistryRows.owner(em, address.key())));
    if (owners.size() > 1) {
      throw new InvalidEntry("/addresses", "address.taken");
    }
    return owners.iterator().next();
  }

  private void refuseIfListed(PlatformId platform, ContactId contact) {
    boolean listed =
        Sql.row(
                em,
                """
                select 1 n from contacts.contact_platform
                where contact = :contact and platform = :platform limit 1
                """,
                Map.of("contact", contact.value(), "platform", platform.value()))
            .isPresent();
    if (listed) {
      throw new InvalidEntry("/addresses", "address.listed");
    }
  }

  private void refuseIfNobodyKeepsIt(PlatformId platform, boolean keptBefore) {
    if (keptBefore && RegistryRows.administrators(em, platform) == 0) {
      throw new LastAdministrator();
    }
  }

  private static String subject(PlatformId platform, ContactId contact) {
    return "platform:" + platform.value() + " contact:" + contact.value();
  }

  private static void administrates(Scope by) {
    if (!by.administers()) {
      throw new NotPermitted("change the people of a platform");
    }
  }
}
