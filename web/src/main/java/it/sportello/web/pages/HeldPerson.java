package it.sportello.web.pages;

import it.sportello.contacts.ContactKind;
import it.sportello.contacts.Language;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.spi.JsonProvider;
import java.io.StringReader;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * What was about to be done to a list of contacts when another sign-in was needed first.
 *
 * @param act {@code add}, {@code edit} or {@code remove}
 * @param code of the platform
 */
record HeldPerson(String act, String code, PersonForm form) {
  private static final JsonProvider JSON = JsonProvider.provider();

  String text() {
    var kinds = JSON.createArrayBuilder();
    form.kinds().forEach(kind -> kinds.add(kind.name()));
    return JSON.createObjectBuilder()
        .add("act", act)
        .add("code", code)
        .add("contact", form.contact())
        .add("version", form.version())
        .add("name", form.name())
        .add("language", form.language().name())
        .add("kinds", kinds)
        .add("addresses", form.addresses())
        .add("phones", form.phones())
        .build()
        .toString();
  }

  /** Empty when another version of the desk wrote it in another way. */
  static Optional<HeldPerson> of(String text) {
    try (var reader = JSON.createReader(new StringReader(text))) {
      JsonObject held = reader.readObject();
      Set<ContactKind> kinds = EnumSet.noneOf(ContactKind.class);
      held.getJsonArray("kinds")
          .getValuesAs(JsonString::getString)
          .forEach(kind -> kinds.add(ContactKind.valueOf(kind)));
      return Optional.of(
          new HeldPerson(
              held.getString("act"),
              held.getString("code"),
              new PersonForm(
                  held.getJsonNumber("contact").longValueExact(),
                  held.getJsonNumber("version").longValueExact(),
                  held.getString("name"),
                  Language.valueOf(held.getString("language")),
                  kinds,
                  held.getString("addresses"),
                  held.getString("phones"))));
    } catch (JsonException
        | NullPointerException
        | ClassCastException
        | IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
