package it.sportello.contacts;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Gathers what is wrong with an entry, so that all of it is told at once. */
final class EntryFaults {
  static final int LONGEST_NAME = 200;

  private final List<InvalidEntry.Fault> faults = new ArrayList<>();

  void add(String pointer, String key) {
    faults.add(new InvalidEntry.Fault(pointer, key));
  }

  void add(String pointer, String key, Map<String, Object> facts) {
    faults.add(new InvalidEntry.Fault(pointer, key, facts));
  }

  /** A name in one line: something to see, and nothing that is not seen. */
  void name(String pointer, String name) {
    if (name.isBlank()) {
      add(pointer, "NotBlank");
    } else if (name.length() > LONGEST_NAME) {
      add(pointer, "Size", Map.of("min", 1, "max", LONGEST_NAME));
    } else {
      visible(pointer, name);
    }
  }

  private void visible(String pointer, String name) {
    try {
      LookAlikes.refuseInvisible(name);
    } catch (InvalidValue e) {
      add(pointer, e.key());
    }
  }

  /** What a check of a part finds, at the part's place. */
  void of(String place, Runnable check) {
    try {
      check.run();
    } catch (InvalidEntry e) {
      e.faults()
          .forEach(
              f -> faults.add(new InvalidEntry.Fault(place + f.pointer(), f.key(), f.facts())));
    }
  }

  List<InvalidEntry.Fault> all() {
    return List.copyOf(faults);
  }

  void refuse() {
    if (!faults.isEmpty()) {
      throw new InvalidEntry(faults);
    }
  }
}
