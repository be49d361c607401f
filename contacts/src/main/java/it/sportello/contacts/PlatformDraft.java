package it.sportello.contacts;

import java.time.ZoneId;

/**
 * What is to be entered about a platform.
 *
 * @param country ISO 3166, two letters: in its way the telephone numbers are read
 */
public record PlatformDraft(String name, ZoneId zone, Language language, String country) {
  public PlatformDraft {
    name = name.strip();
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
