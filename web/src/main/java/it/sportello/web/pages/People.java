package it.sportello.web.pages;

import it.sportello.contacts.Contact;
import it.sportello.contacts.ContactView;
import it.sportello.contacts.EmailAddress;
import it.sportello.contacts.PhoneNumber;
import java.util.List;

/** People in a list that can be changed, as pages show them. */
final class People {
  private People() {}

  /**
   * @param elsewhere registered for other platforms too
   */
  public record Row(
      long contact,
      String name,
      List<String> kinds,
      List<String> addresses,
      List<String> phones,
      boolean elsewhere) {}

  static List<Row> rows(List<ContactView> people, Words words) {
    return people.stream().map(view -> row(view, words)).toList();
  }

  private static Row row(ContactView view, Words words) {
    Contact contact = view.contact();
    return new Row(
        contact.id().value(),
        contact.name(),
        view.kinds().stream().sorted().map(kind -> words.say("registry.kind." + kind)).toList(),
        contact.addresses().stream().map(EmailAddress::value).toList(),
        contact.phones().stream().map(phone -> new PhoneNumber(phone).shown()).toList(),
        view.elsewhere());
  }
}
