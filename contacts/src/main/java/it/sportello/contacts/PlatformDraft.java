package it.sportello.contacts;

import java.time.ZoneId;
import java.util.Optional;

/**
 * What is to be entered about a platform.
 *
 * @param country ISO 3166, two letters: in its way the telephone numbers are read
 * @param product of the vendor's that it belongs to, an empty one for none; empty: as it was
 */
public record PlatformDraft(
    String name, ZoneId zone, Language language, String country, Optional<String> product) {
  /** Of whose product nothing is said. */
  public PlatformDraft(String name, ZoneId zone, Language language, String country) {
    this(name, zone, language, country, Optional.empty());
  }

  public PlatformDraft {
    name = name.strip();
    product = product.map(String::strip);
  }

  /** What is not said is as it was. */
  PlatformDraft after(PlatformDraft before) {
    return product.isPresent()
        ? this
        : new PlatformDraft(name, zone, language, country, before.product);
  }

  /** Where it was nothing before. */
  PlatformDraft whole() {
    return product.isPresent()
        ? this
        : new PlatformDraft(name, zone, language, country, Optional.of(""));
  }

  /**
   * @throws InvalidEntry with all that is wrong with it
   */
  void check() {
    EntryFaults faults = new EntryFaults();
    faults.name("/name", name);
    if (!PhoneNumber.knows(country)) {
      faults.add("/country", "value.unknown");
    }
    faults.refuse();
  }
}
