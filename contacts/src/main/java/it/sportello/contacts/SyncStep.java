package it.sportello.contacts;

import it.sportello.contacts.SyncOutcome.Change;
import it.sportello.contacts.SyncState.Customer;
import it.sportello.contacts.SyncState.Person;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Takes one entry over: compares it with the state, changes the state, and notes what to write. */
final class SyncStep {
  private final SyncState state;
  private final SyncWriter writer;
  private int added;
  private int changed;
  private int removed;
  private int unchanged;

  SyncStep(SyncState state, SyncWriter writer) {
    this.state = state;
    this.writer = writer;
  }

  SyncOutcome take(SnapshotEntry entry) {
    List<InvalidEntry.Fault> faults = new ArrayList<>(entry.faults());
    if (state.replaced.contains(entry.code().value())) {
      faults.add(new InvalidEntry.Fault("/code", "platformCode.replaced"));
    }
    if (!entry.closed() && !knowsProduct(entry.draft())) {
      faults.add(new InvalidEntry.Fault("/product", "value.unknown"));
    }
    if (faults.isEmpty() && !entry.closed()) {
      faults.addAll(taken(entry));
    }
    if (!faults.isEmpty()) {
      return SyncOutcome.refused(entry.code(), faults);
    }
    Customer customer = state.customers.get(entry.code().value());
    if (entry.closed()) {
      return outcome(entry, customer == null || customer.closed ? Change.NONE : close(customer));
    }
    Change change = customer == null ? Change.ADDED : Change.NONE;
    customer = customer == null ? added(entry) : customer;
    if (change == Change.NONE) {
      change = compared(customer, entry);
    }
    people(customer, entry);
    SyncOutcome outcome = outcome(entry, change);
    if (outcome.changes()) {
      writer.touched(customer);
    }
    return outcome;
  }

  private boolean knowsProduct(PlatformDraft draft) {
    return draft.product().filter(named -> !named.isEmpty()).stream()
        .allMatch(state.products::contains);
  }

  /** One person cannot be two; found before anything is noted. */
  private List<InvalidEntry.Fault> taken(SnapshotEntry entry) {
    List<InvalidEntry.Fault> faults = new ArrayList<>();
    Set<Person> seen = new HashSet<>();
    List<ContactDraft> drafts = entry.people().orElse(List.of());
    for (int i = 0; i < drafts.size(); i++) {
      Set<Person> owners = owners(drafts.get(i));
      if (owners.size() > 1 || owners.stream().anyMatch(person -> !seen.add(person))) {
        faults.add(new InvalidEntry.Fault("/contacts/" + i + "/addresses", "address.taken"));
      }
    }
    return faults;
  }

  private Set<Person> owners(ContactDraft draft) {
    Set<Person> owners = new HashSet<>();
    for (EmailAddress address : draft.addresses()) {
      Person owner = state.owners.get(address.key());
      if (owner != null) {
        owners.add(owner);
      }
    }
    return owners;
  }

  private Change close(Customer customer) {
    customer.closed = true;
    writer.customer(customer);
    writer.touched(customer);
    return Change.CLOSED;
  }

  private Customer added(SnapshotEntry entry) {
    Customer customer = new Customer();
    customer.id = state.unwritten();
    customer.code = entry.code().value();
    customer.draft = entry.draft().whole();
    if (!customer.draft.product().orElse("").isEmpty()) {
      writer.assigned(customer);
    }
    customer.domains.addAll(domains(entry, Set.of()));
    state.customers.put(customer.code, customer);
    writer.customer(customer);
    writer.domains(customer);
    return customer;
  }

  private Change compared(Customer customer, SnapshotEntry entry) {
    Change change = customer.closed ? Change.REOPENED : Change.NONE;
    Set<String> domains = domains(entry, customer.domains);
    if (!customer.domains.equals(domains)) {
      customer.domains = domains;
      writer.domains(customer);
      change = change == Change.NONE ? Change.CHANGED : change;
    }
    PlatformDraft draft = entry.draft().after(customer.draft);
    if (!customer.draft.equals(draft)) {
      change = change == Change.NONE ? Change.CHANGED : change;
    }
    if (change != Change.NONE) {
      if (!customer.draft.product().equals(draft.product())) {
        writer.assigned(customer);
      }
      customer.draft = draft;
      customer.closed = false;
      writer.customer(customer);
    }
    return change;
  }

  private static Set<String> domains(SnapshotEntry entry, Set<String> otherwise) {
    Set<String> domains = new TreeSet<>();
    entry
        .domains()
        .ifPresentOrElse(
            named -> named.forEach(domain -> domains.add(domain.value())),
            () -> domains.addAll(otherwise));
    return domains;
  }

  private void people(Customer customer, SnapshotEntry entry) {
    if (entry.people().isEmpty()) {
      return;
    }
    Set<Person> named = new HashSet<>();
    for (ContactDraft draft : entry.people().get()) {
      named.add(person(customer, draft));
    }
    for (Person person : List.copyOf(customer.people)) {
      if (!named.contains(person) && person.synced.contains(customer.id)) {
        customer.people.remove(person);
        person.kinds.remove(customer.id);
        writer.kinds(person, customer);
        removed++;
      }
    }
  }

  private Person person(Customer customer, ContactDraft draft) {
    Person person = owners(draft).stream().findFirst().orElse(null);
    if (person == null) {
      person = new Person();
      person.id = state.unwritten();
      person.name = "";
      added++;
      write(person, draft);
      link(person, customer, draft);
      return person;
    }
    boolean listed = person.kinds.containsKey(customer.id);
    boolean elsewhere = person.kinds.size() > (listed ? 1 : 0);
    boolean different = !elsewhere && !sameAs(person, draft);
    if (different) {
      write(person, draft);
    }
    boolean linked = draft.kinds().equals(person.kinds.get(customer.id));
    if (!linked || !person.synced.contains(customer.id)) {
      link(person, customer, draft);
    }
    if (!listed) {
      added++;
    } else if (different || !linked) {
      changed++;
    } else {
      unchanged++;
    }
    return person;
  }

  private static boolean sameAs(Person person, ContactDraft draft) {
    return person.name.equals(draft.name())
        && person.language == draft.language()
        && person.addresses.equals(draft.addresses().stream().map(EmailAddress::value).toList())
        && person.phones.equals(phones(draft));
  }

  private void write(Person person, ContactDraft draft) {
    person.addresses.forEach(address -> state.owners.remove(new EmailAddress(address).key()));
    person.name = draft.name();
    person.language = draft.language();
    person.addresses = draft.addresses().stream().map(EmailAddress::value).toList();
    person.phones = phones(draft);
    draft.addresses().forEach(address -> state.owners.put(address.key(), person));
    writer.person(person);
  }

  private static Set<String> phones(ContactDraft draft) {
    Set<String> phones = new TreeSet<>();
    draft.phones().forEach(phone -> phones.add(phone.e164()));
    return phones;
  }

  private void link(Person person, Customer customer, ContactDraft draft) {
    person.kinds.put(customer.id, draft.kinds());
    person.synced.add(customer.id);
    customer.people.add(person);
    writer.kinds(person, customer);
  }

  private SyncOutcome outcome(SnapshotEntry entry, Change change) {
    return new SyncOutcome(entry.code(), change, added, changed, removed, unchanged, List.of());
  }
}
