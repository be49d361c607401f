package it.sportello.contacts;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A platform as the vendor's system has it, whole: what it does not name of what it has named
 * before is taken away.
 *
 * @param closed the tombstone: nothing else of the entry counts
 * @param domains empty: they stay as they are
 * @param people empty: they stay as they are
 */
public record SnapshotEntry(
    PlatformCode code,
    boolean closed,
    PlatformDraft draft,
    Optional<List<RegisteredDomain>> domains,
    Optional<List<ContactDraft>> people) {
  public static final int MOST_PEOPLE = 1000;

  public SnapshotEntry {
    domains = domains.map(List::copyOf);
    people = people.map(List::copyOf);
  }

  /** All that is wrong with it by itself. */
  List<InvalidEntry.Fault> faults() {
    EntryFaults faults = new EntryFaults();
    if (closed) {
      return List.of();
    }
    faults.of("", draft::check);
    List<ContactDraft> drafts = people.orElse(List.of());
    if (drafts.size() > MOST_PEOPLE) {
      faults.add("/contacts", "Size", Map.of("min", 0, "max", MOST_PEOPLE));
      return faults.all();
    }
    Set<String> keys = new HashSet<>();
    for (int i = 0; i < drafts.size(); i++) {
      String at = "/contacts/" + i;
      faults.of(at, drafts.get(i)::check);
      Set<String> own = new HashSet<>();
      drafts.get(i).addresses().forEach(address -> own.add(address.key()));
      if (own.stream().filter(key -> !keys.add(key)).findAny().isPresent()) {
        faults.add(at + "/addresses", "value.twice");
      }
    }
    return faults.all();
  }
}
