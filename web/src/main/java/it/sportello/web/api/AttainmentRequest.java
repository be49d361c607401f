package it.sportello.web.api;

import it.sportello.web.problem.FieldError;
import it.sportello.web.problem.InvalidInput;
import jakarta.ws.rs.core.MultivaluedMap;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which months are asked for: the last twelve where nothing is.
 *
 * @param level empty for every one
 * @param platform the console number; empty for every one
 */
public record AttainmentRequest(YearMonth from, YearMonth to, String level, String platform) {
  private static final int YEAR = 12;
  private static final int MOST_MONTHS = 60;

  /**
   * @throws InvalidInput when a parameter is not one of ours, or holds what it cannot
   */
  static AttainmentRequest of(MultivaluedMap<String, String> query, YearMonth now) {
    var faults = new ArrayList<FieldError>();
    for (var name : query.keySet()) {
      if (!List.of("from", "to", "level", "platform").contains(name)) {
        faults.add(new FieldError("/" + name, "value.field"));
      }
    }
    return of(
        text(query, "from"),
        text(query, "to"),
        text(query, "level"),
        text(query, "platform"),
        now,
        faults);
  }

  /** The same from the fields of a form. */
  public static AttainmentRequest of(
      String from, String to, String level, String platform, YearMonth now) {
    return of(from, to, level, platform, now, new ArrayList<>());
  }

  private static AttainmentRequest of(
      String from,
      String to,
      String level,
      String platform,
      YearMonth now,
      List<FieldError> faults) {
    var last = month(to, "/to", faults).orElse(now);
    var first = month(from, "/from", faults).orElse(last.minusMonths(YEAR - 1L));
    var months = ChronoUnit.MONTHS.between(first, last) + 1;
    if (faults.isEmpty() && (months < 1 || months > MOST_MONTHS)) {
      faults.add(new FieldError("/from", "value.months", Map.of("max", MOST_MONTHS)));
    }
    if (!faults.isEmpty()) {
      throw new InvalidInput(faults);
    }
    return new AttainmentRequest(first, last, level, platform);
  }

  private static Optional<YearMonth> month(String text, String pointer, List<FieldError> faults) {
    if (text.isEmpty()) {
      return Optional.empty();
    }
    if (!text.matches("20[0-9]{2}-(0[1-9]|1[0-2])")) {
      faults.add(new FieldError(pointer, "value.month"));
      return Optional.empty();
    }
    return Optional.of(YearMonth.parse(text));
  }

  private static String text(MultivaluedMap<String, String> query, String name) {
    return Optional.ofNullable(query.getFirst(name)).map(String::strip).orElse("");
  }
}
