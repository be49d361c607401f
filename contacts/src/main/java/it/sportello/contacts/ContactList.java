package it.sportello.contacts;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A platform's list of contacts as its own administrative contacts keep it. They name people and
 * addresses; an address opens nothing before its owner has said that it is theirs. Of a person who
 * is registered elsewhere too they change the kinds alone. Each change is told to the others who
 * keep the list, and at the address itself. What opens a door, an address or a kind, is changed
 * only by who has just signed in. To everybody else there is no such list: {@link UnknownPlatform}.
 */
@ApplicationScoped
@Transactional
public class ContactList {
  @PersistenceContext(unitName = "sportello")
  EntityManager em;

  @Inject Directory directory;
  @Inject Claims claims;
  @Inject ListChanges changes;
  @Inject Sessions sessions;
  @Inject HeldForms held;

  /** The platforms whose lists this person keeps, in order. */
  public List<PlatformId> kept(Scope by) {
    if (!(by instanceof Scope.Customer person)) {
      return List.of();
    }
    return Sql.rows(
            em,
            """
            select k.platform from contacts.contact_platform k
            join contacts.platform p on p.id = k.platform and p.closed_at is null
            where k.contact = :contact and k.kind = 'ADMINISTRATIVE' order by p.name, p.id
            """,
            Map.of("contact", person.contact().value()))
        .stream()
        .map(row -> new PlatformId(Sql.id(row, "platform")))
        .toList();
  }

  public List<ContactView> of(Scope by, PlatformId platform) {
    keeper(by, platform);
    return directory.views(platform);
  }

  /** What waits for its owner's word, the oldest first. */
  public List<Claim> waiting(Scope by, PlatformId platform) {
    keeper(by, platform);
    return claims.of(platform);
  }

  /**
   * Names a new person with one address, and asks its owner.
   *
   * @param session the secret of the session in which it is done
   * @throws StaleSignIn when its sign-in is older than {@link Sessions#FRESH}
   */
  public void ask(Scope by, String session, PlatformId platform, ContactDraft draft) {
    draft.check();
    if (draft.addresses().size() > 1) {
      throw new InvalidEntry("/addresses", "address.one");
    }
    ContactId keeper = lock(by, platform);
    prove(keeper, session);
    EmailAddress address = draft.addresses().get(0);
    boolean listed =
        directory.views(platform).stream()
            .flatMap(person -> person.contact().addresses().stream())
            .anyMatch(known -> known.key().equals(address.key()));
    if (listed) {
      throw new InvalidEntry("/addresses", "address.listed");
    }
    long claim = claims.ask(keeper, platform, Optional.empty(), address, draft);
    changes.record(by, platform, ListChanges.What.ASKED, Optional.empty(), claim);
  }

  /**
   * New addresses wait for their owner; one that the person has stays.
   *
   * @param session the secret of the session in which it is done
   * @throws StaleSignIn when addresses or kinds change and the sign-in is older than {@link
   *     Sessions#FRESH}
   * @throws LastAdministrator when nobody would be left to keep the list
   * @throws RegistryChanged when another version was seen
   */
  public void change(
      Scope by,
      String session,
      PlatformId platform,
      ContactId contact,
      long version,
      ContactDraft draft) {
    draft.check();
    ContactId keeper = lock(by, platform);
    RegistryRows.lock(em, platform, contact, version);
    ContactView seen = person(platform, contact);
    Contact before = seen.contact();
    Set<ListChanges.Part> parts = parts(seen, draft);
    if (parts.contains(ListChanges.Part.ADDRESSES) || parts.contains(ListChanges.Part.KINDS)) {
      prove(keeper, session);
    }
    List<EmailAddress> kept = kept(before, draft);
    List<EmailAddress> fresh = fresh(before, draft);
    if (RegistryRows.isElsewhere(em, platform, contact)) {
      refuseMoreThanKinds(before, draft, kept, fresh);
    } else {
      RegistryRows.rename(em, contact, draft.name(), draft.language());
      RegistryRows.addresses(em, contact, kept);
      RegistryRows.phones(em, contact, draft.phones());
    }
    RegistryRows.kinds(em, platform, contact, draft.kinds());
    refuseIfNobodyKeepsIt(platform);
    fresh.forEach(address -> claims.ask(keeper, platform, Optional.of(contact), address, draft));
    long change =
        changes.record(by, platform, ListChanges.What.CHANGED, Optional.of(contact), 0, parts);
    before.addresses().stream()
        .filter(address -> !kept.contains(address))
        .forEach(address -> changes.tell(change, platform, address, before.language()));
  }

  /**
   * @param session the secret of the session in which it is done
   * @throws StaleSignIn when its sign-in is older than {@link Sessions#FRESH}
   * @throws LastAdministrator when nobody would be left to keep the list
   */
  public void remove(
      Scope by, String session, PlatformId platform, ContactId contact, long version) {
    prove(lock(by, platform), session);
    RegistryRows.lock(em, platform, contact, version);
    Contact before = person(platform, contact).contact();
    RegistryRows.kinds(em, platform, contact, Set.of());
    refuseIfNobodyKeepsIt(platform);
    claims.withdraw(platform, contact);
    long change = changes.record(by, platform, ListChanges.What.REMOVED, Optional.of(contact), 0);
    before.addresses().stream()
        .findFirst()
        .ifPresent(address -> changes.tell(change, platform, address, before.language()));
  }

  /** The owner is not waited for any more; the link they may have is worth nothing. */
  public void withdraw(Scope by, PlatformId platform, long claim) {
    lock(by, platform);
    claims.withdraw(platform, claim);
    changes.record(by, platform, ListChanges.What.WITHDRAWN, Optional.empty(), 0);
  }

  /** Asks the owner once more, {@link Claim#MOST_MAILS} times at most. */
  public void again(Scope by, PlatformId platform, long claim) {
    lock(by, platform);
    claims.again(platform, claim);
  }

  /** Holds the platform's row, so that two who remove each other do so one after the other. */
  private ContactId lock(Scope by, PlatformId platform) {
    RegistryRows.lock(em, platform);
    return keeper(by, platform);
  }

  private ContactId keeper(Scope by, PlatformId platform) {
    if (!kept(by).contains(platform)) {
      throw new UnknownPlatform();
    }
    return ((Scope.Customer) by).contact();
  }

  /** What was held back until they had signed in again is now done. */
  private void prove(ContactId keeper, String session) {
    if (!sessions.isFresh(session, keeper)) {
      throw new StaleSignIn();
    }
    held.drop(keeper);
  }

  private static Set<ListChanges.Part> parts(ContactView seen, ContactDraft draft) {
    Contact before = seen.contact();
    Set<ListChanges.Part> parts = EnumSet.noneOf(ListChanges.Part.class);
    if (!draft.name().equals(before.name())) {
      parts.add(ListChanges.Part.NAME);
    }
    if (draft.language() != before.language()) {
      parts.add(ListChanges.Part.LANGUAGE);
    }
    if (!draft.kinds().equals(seen.kinds())) {
      parts.add(ListChanges.Part.KINDS);
    }
    // The order counts too: mail goes to the first.
    if (!keys(draft.addresses()).equals(keys(before.addresses()))) {
      parts.add(ListChanges.Part.ADDRESSES);
    }
    if (!numbers(draft).equals(new HashSet<>(before.phones()))) {
      parts.add(ListChanges.Part.PHONES);
    }
    return parts;
  }

  private static List<String> keys(List<EmailAddress> addresses) {
    return addresses.stream().map(EmailAddress::key).toList();
  }

  private static Set<String> numbers(ContactDraft draft) {
    return draft.phones().stream().map(PhoneNumber::e164).collect(Collectors.toSet());
  }

  private ContactView person(PlatformId platform, ContactId contact) {
    return directory.views(platform).stream()
        .filter(view -> view.contact().id().equals(contact))
        .findFirst()
        .orElseThrow(UnknownContact::new);
  }

  /** In the order of the draft, as they were confirmed. */
  private static List<EmailAddress> kept(Contact before, ContactDraft draft) {
    Map<String, EmailAddress> known =
        before.addresses().stream().collect(Collectors.toMap(EmailAddress::key, a -> a));
    List<EmailAddress> kept =
        draft.addresses().stream()
            .filter(address -> known.containsKey(address.key()))
            .map(address -> known.get(address.key()))
            .toList();
    if (kept.isEmpty()) {
      throw new InvalidEntry("/addresses", "address.last");
    }
    return kept;
  }

  private static List<EmailAddress> fresh(Contact before, ContactDraft draft) {
    Set<String> known =
        before.addresses().stream().map(EmailAddress::key).collect(Collectors.toSet());
    return draft.addresses().stream().filter(a -> !known.contains(a.key())).toList();
  }

  private static void refuseMoreThanKinds(
      Contact before, ContactDraft draft, List<EmailAddress> kept, List<EmailAddress> fresh) {
    boolean same =
        fresh.isEmpty()
            && kept.equals(before.addresses())
            && numbers(draft).equals(new HashSet<>(before.phones()))
            && draft.name().equals(before.name())
            && draft.language() == before.language();
    if (!same) {
      throw new InvalidEntry("/name", "contact.elsewhere");
    }
  }

  private void refuseIfNobodyKeepsIt(PlatformId platform) {
    if (RegistryRows.administrators(em, platform) == 0) {
      throw new LastAdministrator();
    }
  }
}
