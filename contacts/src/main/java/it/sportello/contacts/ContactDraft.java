package it.sportello.contacts;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is to be entered about a person of one platform. The first address is the preferred one.
 *
 * @param name in one line
 */
public record ContactDraft(
    String name,
    Language language,
    Set<ContactKind> kinds,
    List<EmailAddress> addresses,
    List<PhoneNumber> phones) {
  static final int MOST_WAYS = 20;

  public ContactDraft {
    name = name.strip();
    kinds = Set.copyOf(kinds);
    addresses = List.copyOf(addresses);
    phones = List.copyOf(phones);
  }

  /**
   * @throws InvalidEntry with all that is wrong with it
   */
  void check() {
    EntryFaults faults = new EntryFaults();
    faults.name("/name", name);
    if (kinds.isEmpty()) {
      faults.add("/kinds", "NotEmpty");
    }
    if (addresses.isEmpty()) {
      faults.add("/addresses", "NotEmpty");
    }
    if (addresses.size() > MOST_WAYS) {
      faults.add("/addresses", "Size", Map.of("min", 1, "max", MOST_WAYS));
    }
    if (phones.size() > MOST_WAYS) {
      faults.add("/phones", "Size", Map.of("min", 0, "max", MOST_WAYS));
    }
    Set<String> seen = new HashSet<>();
    addresses.stream()
        .filter(address -> !seen.add(address.key()))
        .forEach(address -> faults.add("/addresses", "value.twice"));
    faults.refuse();
  }
}
