package it.sportello.entitlements;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Gathers what is wrong with a command, so that a person hears of all of it at once. */
final class Faults {
  /** No contract is older, and no calendar is asked about years beyond. */
  private static final LocalDate FIRST = LocalDate.of(2000, 1, 1);

  private static final LocalDate LAST = LocalDate.of(2199, 12, 31);
  static final int LONGEST_REASON = 500;
  private static final int LONGEST_NAME = 80;

  private final List<InvalidTerms.Fault> found = new ArrayList<>();

  void add(String pointer, String key) {
    add(pointer, key, Map.of());
  }

  void add(String pointer, String key, Map<String, Object> facts) {
    found.add(new InvalidTerms.Fault(pointer, key, facts));
  }

  void unless(boolean right, String pointer, String key) {
    if (!right) {
      add(pointer, key);
    }
  }

  void date(LocalDate date, String pointer) {
    unless(!date.isBefore(FIRST) && !date.isAfter(LAST), pointer, "terms.date.range");
  }

  void name(String name, String pointer) {
    unless(!name.isBlank() && name.length() <= LONGEST_NAME, pointer, "terms.name");
  }

  /** What reaches into the past is a correction, and a correction says why. */
  void past(LocalDate day, LocalDate today, String correction, String pointer) {
    if (day.isBefore(today) && correction.isBlank()) {
      add(pointer, "terms.past", Map.of("day", day));
    }
    unless(correction.length() <= LONGEST_REASON, "/correction", "terms.reason.length");
  }

  boolean none() {
    return found.isEmpty();
  }

  /**
   * @throws InvalidTerms when anything was wrong
   */
  void refuse() {
    if (!found.isEmpty()) {
      throw new InvalidTerms(found);
    }
  }
}
