package it.sportello.web.api;

import it.sportello.contacts.ContactView;
import it.sportello.contacts.EmailAddress;
import it.sportello.contacts.PlatformView;
import it.sportello.contacts.SyncOutcome;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonBuilderFactory;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.spi.JsonProvider;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Platforms and what became of them, as programs see them. */
final class PlatformJson {
  private static final JsonBuilderFactory JSON =
      JsonProvider.provider().createBuilderFactory(Map.of());

  private PlatformJson() {}

  static String platform(PlatformView view, List<ContactView> people) {
    var contacts = JSON.createArrayBuilder();
    people.forEach(person -> contacts.add(contact(person)));
    return JSON.createObjectBuilder()
        .add("code", view.platform().code().value())
        .add("name", view.platform().name())
        .add("zone", view.platform().zone().getId())
        .add("language", view.platform().language().name())
        .add("country", view.country())
        .add("product", view.product().orElse(""))
        .add("closed", view.closed().isPresent())
        .add("domains", texts(view.domains()))
        .add("contacts", contacts)
        .build()
        .toString();
  }

  private static JsonObjectBuilder contact(ContactView view) {
    return JSON.createObjectBuilder()
        .add("name", view.contact().name())
        .add("language", view.contact().language().name())
        .add("kinds", texts(view.kinds().stream().sorted().map(Enum::name).toList()))
        .add(
            "addresses",
            texts(view.contact().addresses().stream().map(EmailAddress::value).toList()))
        .add("phones", texts(view.contact().phones()));
  }

  static JsonObjectBuilder outcome(SyncOutcome outcome) {
    return JSON.createObjectBuilder()
        .add("code", outcome.code().value())
        .add("platform", word(outcome.platform()))
        .add(
            "contacts",
            JSON.createObjectBuilder()
                .add("added", outcome.added())
                .add("changed", outcome.changed())
                .add("removed", outcome.removed())
                .add("unchanged", outcome.unchanged()));
  }

  static String word(SyncOutcome.Change change) {
    return change == SyncOutcome.Change.NONE ? "unchanged" : change.name().toLowerCase(Locale.ROOT);
  }

  private static JsonArrayBuilder texts(Collection<String> texts) {
    var array = JSON.createArrayBuilder();
    texts.forEach(array::add);
    return array;
  }
}
