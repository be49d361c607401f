package it.sportello.web.api;

import it.sportello.contacts.ContactDraft;
import it.sportello.contacts.ContactKind;
import it.sportello.contacts.EmailAddress;
import it.sportello.contacts.InvalidValue;
import it.sportello.contacts.Language;
import it.sportello.contacts.PhoneNumber;
import it.sportello.contacts.PlatformCode;
import it.sportello.contacts.PlatformDraft;
import it.sportello.contacts.RegisteredDomain;
import it.sportello.contacts.SnapshotEntry;
import jakarta.json.JsonObject;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Reads a platform as the vendor's system has it. */
final class SnapshotReader {
  static final Set<String> PLATFORM =
      Set.of("name", "zone", "language", "country", "product", "closed", "domains", "contacts");
  static final Set<String> LINE =
      Set.of(
          "code",
          "name",
          "zone",
          "language",
          "country",
          "product",
          "closed",
          "domains",
          "contacts");
  static final Set<String> CONTACT = Set.of("name", "language", "kinds", "addresses", "phones");
  private static final String COUNTRY = "IT";
  private static final ZoneId ROME = ZoneId.of("Europe/Rome");

  private SnapshotReader() {}

  /** One platform by itself. */
  static SnapshotEntry entry(PlatformCode code, JsonObject object) {
    var fields = new JsonFields(object, PLATFORM);
    var entry = entry(code, fields);
    fields.refuseFaults();
    return entry;
  }

  /** One line of many: it says itself which platform it is. */
  static SnapshotEntry line(JsonObject object) {
    var fields = new JsonFields(object, LINE);
    fields.textNeeded("code");
    var code = fields.value("code", PlatformCode::new);
    var entry = entry(code.orElse(new PlatformCode("000")), fields);
    fields.refuseFaults();
    return entry;
  }

  private static SnapshotEntry entry(PlatformCode code, JsonFields fields) {
    var country = fields.text("country").isEmpty() ? COUNTRY : fields.text("country");
    var closed = fields.flag("closed");
    var draft =
        new PlatformDraft(
            closed ? fields.text("name") : fields.textNeeded("name"),
            zone(fields),
            fields.oneOf(Language.class, "language", Language.IT),
            country,
            fields.has("product") ? Optional.of(fields.text("product")) : Optional.empty());
    return new SnapshotEntry(
        code,
        closed,
        draft,
        fields.has("domains")
            ? Optional.of(values(fields, "domains", RegisteredDomain::new))
            : Optional.empty(),
        fields.has("contacts") ? Optional.of(people(fields, country)) : Optional.empty());
  }

  private static List<ContactDraft> people(JsonFields fields, String country) {
    var people = new ArrayList<ContactDraft>();
    for (var person : fields.each("contacts", CONTACT)) {
      people.add(
          new ContactDraft(
              person.textNeeded("name"),
              person.oneOf(Language.class, "language", Language.IT),
              person.someOf(ContactKind.class, "kinds"),
              values(person, "addresses", EmailAddress::new),
              values(person, "phones", phone -> PhoneNumber.of(phone, country))));
    }
    return people;
  }

  private static ZoneId zone(JsonFields fields) {
    var text = fields.text("zone");
    try {
      return text.isEmpty() ? ROME : ZoneId.of(text);
    } catch (DateTimeException e) {
      fields.wrong("zone", "value.unknown", Map.of());
      return ROME;
    }
  }

  private static <T> List<T> values(JsonFields fields, String name, Function<String, T> made) {
    var values = new ArrayList<T>();
    var texts = fields.list(name);
    for (int i = 0; i < texts.size(); i++) {
      try {
        values.add(made.apply(texts.get(i)));
      } catch (InvalidValue e) {
        fields.wrongAt(name, i, e.key());
      }
    }
    return values;
  }
}
