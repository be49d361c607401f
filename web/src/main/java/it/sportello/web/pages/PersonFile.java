package it.sportello.web.pages;

import it.sportello.contacts.Contact;
import it.sportello.contacts.ContactId;
import it.sportello.contacts.Contacts;
import it.sportello.contacts.EmailAddress;
import it.sportello.contacts.InvalidValue;
import it.sportello.contacts.PersonBook;
import it.sportello.contacts.PhoneNumber;
import it.sportello.contacts.Platform;
import it.sportello.web.problem.Problems;
import it.sportello.web.security.CurrentCaller;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A person, whatever platforms they are of: joined with a second registration, or forgotten. */
@Named
@RequestScoped
public class PersonFile {
  @Inject Page page;
  @Inject Params params;
  @Inject CurrentCaller who;
  @Inject Contacts contacts;
  @Inject PersonBook book;

  private Contact person;
  private List<Platform> platforms = List.of();
  private FieldFaults faults;

  /** The other registration, which this one becomes part of, is named by an address of it. */
  public void merge() {
    Optional<Contact> into = other();
    if (into.isEmpty()) {
      faults().add("into", "value.unknown");
      return;
    }
    done(
        () -> book.merge(who.scope(), id(), into.get().id()),
        "/person?c=" + into.get().id().value(),
        "person_merged");
  }

  /** Only with the box ticked: it cannot be undone. */
  public void erase() {
    if (params.text("sure").isEmpty()) {
      faults().add("sure", "person.sure");
      return;
    }
    done(() -> book.erase(who.scope(), id()), "/registry", "person_erased");
  }

  private Optional<Contact> other() {
    try {
      return contacts.contactByAddress(new EmailAddress(params.text("into")));
    } catch (InvalidValue e) {
      return Optional.empty();
    }
  }

  private void done(Runnable command, String next, String notice) {
    try {
      command.run();
      Turn.done(next, notice, 1);
    } catch (RuntimeException e) {
      faults().add(Problems.of(e));
    }
  }

  private ContactId id() {
    return new ContactId(params.number("c").orElse(0L));
  }

  public void load() {
    Optional<Contact> found = contacts.contact(id()).filter(c -> !c.addresses().isEmpty());
    if (found.isEmpty()) {
      Turn.refuse(404);
      return;
    }
    person = found.get();
    platforms =
        contacts.platformsByIds(person.platforms().keySet()).values().stream()
            .sorted((a, b) -> a.name().compareTo(b.name()))
            .toList();
  }

  private FieldFaults faults() {
    if (faults == null) {
      faults = new FieldFaults(page.words());
    }
    return faults;
  }

  public String getName() {
    return person.name();
  }

  public long getContact() {
    return person.id().value();
  }

  public List<String> getAddresses() {
    return person.addresses().stream().map(EmailAddress::value).toList();
  }

  public List<String> getPhones() {
    return person.phones().stream().map(phone -> new PhoneNumber(phone).shown()).toList();
  }

  public List<Platform> getPlatforms() {
    return platforms;
  }

  public String getInto() {
    return params.text("into");
  }

  public Map<String, String> getErrors() {
    return faults().byField();
  }

  public List<String> getTrouble() {
    return faults().lines();
  }
}
