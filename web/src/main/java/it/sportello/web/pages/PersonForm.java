package it.sportello.web.pages;

import it.sportello.contacts.Contact;
import it.sportello.contacts.ContactDraft;
import it.sportello.contacts.ContactKind;
import it.sportello.contacts.ContactView;
import it.sportello.contacts.EmailAddress;
import it.sportello.contacts.InvalidValue;
import it.sportello.contacts.Language;
import it.sportello.contacts.PhoneNumber;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The form of a person, as it was typed.
 *
 * @param contact that is changed; 0 for a new one
 * @param version that was seen
 * @param addresses one a line
 * @param phones one a line
 */
public record PersonForm(
    long contact,
    long version,
    String name,
    Language language,
    Set<ContactKind> kinds,
    String addresses,
    String phones) {
  private static final int MOST_LINES = 50;

  static PersonForm posted(Params params) {
    Set<ContactKind> kinds = EnumSet.noneOf(ContactKind.class);
    for (ContactKind kind : ContactKind.values()) {
      if (!params.text("kind." + kind).isEmpty()) {
        kinds.add(kind);
      }
    }
    return new PersonForm(
        params.number("contact").orElse(0L),
        params.number("version").orElse(0L),
        params.text("name"),
        params.choice(Language.class, "language").orElse(Language.IT),
        kinds,
        params.text("addresses"),
        params.text("phones"));
  }

  static PersonForm blank(Language language) {
    return new PersonForm(0, 0, "", language, Set.of(), "", "");
  }

  static PersonForm of(ContactView view) {
    Contact contact = view.contact();
    return new PersonForm(
        contact.id().value(),
        view.version(),
        contact.name(),
        contact.language(),
        view.kinds(),
        contact.addresses().stream().map(EmailAddress::value).collect(Collectors.joining("\n")),
        contact.phones().stream()
            .map(phone -> new PhoneNumber(phone).shown())
            .collect(Collectors.joining("\n")));
  }

  /**
   * Empty when a line cannot be read; the faults say which.
   *
   * @param country in whose way the numbers are read
   */
  Optional<ContactDraft> draft(String country, FieldFaults faults) {
    List<EmailAddress> mails = read(addresses, "addresses", EmailAddress::new, faults);
    List<PhoneNumber> numbers =
        read(phones, "phones", line -> PhoneNumber.of(line, country), faults);
    return faults.none()
        ? Optional.of(new ContactDraft(name, language, kinds, mails, numbers))
        : Optional.empty();
  }

  private static <T> List<T> read(
      String lines, String field, Function<String, T> value, FieldFaults faults) {
    List<T> values = new ArrayList<>();
    List<String> typed =
        lines.lines().map(String::strip).filter(line -> !line.isEmpty()).limit(MOST_LINES).toList();
    for (String line : typed) {
      try {
        values.add(value.apply(line));
      } catch (InvalidValue e) {
        faults.add(field, e.key());
      }
    }
    return values;
  }

  List<Choice> languages(Words words) {
    return Arrays.stream(Language.values())
        .map(l -> new Choice(l.name(), words.say("registry.language." + l), l == language))
        .toList();
  }

  List<Choice> kindChoices(Words words) {
    return Arrays.stream(ContactKind.values())
        .map(k -> new Choice(k.name(), words.say("registry.kind." + k), kinds.contains(k)))
        .toList();
  }
}
