package it.sportello.web.pages;

import it.sportello.contacts.InvalidValue;
import it.sportello.contacts.Language;
import it.sportello.contacts.PlatformCode;
import it.sportello.contacts.PlatformDraft;
import it.sportello.contacts.PlatformView;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The form of a platform, as it was typed.
 *
 * @param version that was seen
 * @param product by its id; empty for none
 * @param code the vendor's own number; empty: the desk issues one
 */
public record PlatformForm(
    long version,
    String name,
    String code,
    String zone,
    Language language,
    String country,
    String product) {
  static PlatformForm posted(Params params) {
    return new PlatformForm(
        params.number("version").orElse(0L),
        params.text("name"),
        params.text("code"),
        params.text("zone"),
        params.choice(Language.class, "language").orElse(Language.IT),
        params.text("country").toUpperCase(Locale.ROOT),
        params.text("product"));
  }

  static PlatformForm blank() {
    return new PlatformForm(0, "", "", "Europe/Rome", Language.IT, "IT", "");
  }

  static PlatformForm of(PlatformView view) {
    return new PlatformForm(
        view.version(),
        view.platform().name(),
        "",
        view.platform().zone().getId(),
        view.platform().language(),
        view.country(),
        view.product().orElse(""));
  }

  /** Empty when a field cannot be read; the faults say which. */
  Optional<PlatformDraft> draft(FieldFaults faults) {
    try {
      return Optional.of(
          new PlatformDraft(name, ZoneId.of(zone), language, country, Optional.of(product)));
    } catch (DateTimeException e) {
      faults.add("zone", "value.unknown");
      return Optional.empty();
    }
  }

  Optional<PlatformCode> own(FieldFaults faults) {
    if (code.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(new PlatformCode(code));
    } catch (InvalidValue e) {
      faults.add("code", e.key());
      return Optional.empty();
    }
  }

  /** The vendor's products, and none of them first. */
  List<Choice> products(Map<String, String> names, Words words) {
    List<Choice> choices = new ArrayList<>();
    choices.add(new Choice("", words.say("registry.product.none"), product.isEmpty()));
    names.forEach((id, called) -> choices.add(new Choice(id, called, id.equals(product))));
    return choices;
  }

  List<Choice> languages(Words words) {
    return Arrays.stream(Language.values())
        .map(l -> new Choice(l.name(), words.say("registry.language." + l), l == language))
        .toList();
  }
}
