package it.sportello.web.pages;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;

/** Dates as a browser's date field sends them. */
final class Dates {
  private Dates() {}

  /** A date that has to be there. */
  static Optional<LocalDate> read(String typed, String field, FieldFaults faults) {
    if (typed.isEmpty()) {
      faults.add(field, "NotBlank");
      return Optional.empty();
    }
    try {
      return Optional.of(LocalDate.parse(typed));
    } catch (DateTimeException e) {
      faults.add(field, "value.date");
      return Optional.empty();
    }
  }
}
