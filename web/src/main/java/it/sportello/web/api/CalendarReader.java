package it.sportello.web.api;

import it.sportello.entitlements.CalendarDraft;
import it.sportello.entitlements.calendar.CalendarRules;
import it.sportello.entitlements.calendar.Closing;
import it.sportello.entitlements.calendar.InvalidCalendar;
import it.sportello.entitlements.calendar.Opening;
import jakarta.json.JsonObject;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Reads the body of a new version of a calendar. */
final class CalendarReader {
  static final Set<String> FIELDS =
      Set.of(
          "nameIt",
          "nameEn",
          "from",
          "zone",
          "country",
          "openings",
          "yearly",
          "single",
          "correction");
  private static final int LONGEST_REASON = 200;
  private static final ZoneId ROME = ZoneId.of("Europe/Rome");

  private CalendarReader() {}

  /**
   * @throws InvalidCalendar when the parts are well-formed and make no calendar
   */
  static CalendarDraft draft(String code, JsonObject object) {
    var fields = new JsonFields(object, FIELDS);
    var zone = zone(fields);
    var week = week(fields);
    Map<MonthDay, Closing> yearly = closings(fields, "yearly", text -> MonthDay.parse("--" + text));
    Map<LocalDate, Closing> single = closings(fields, "single", LocalDate::parse);
    var country = Optional.of(fields.text("country").strip()).filter(c -> !c.isEmpty());
    if (country.filter(c -> !c.matches("[A-Z]{2}")).isPresent()) {
      fields.wrong("country", "calendar.country", Map.of("where", country.get()));
    }
    var from = fields.dateNeeded("from");
    var nameIt = fields.text("nameIt").strip();
    var nameEn = fields.text("nameEn").strip();
    var correction = fields.text("correction").strip();
    fields.refuseFaults();
    return new CalendarDraft(
        code,
        nameIt,
        nameEn,
        from,
        new CalendarRules(zone, week, country, yearly, single),
        correction);
  }

  private static ZoneId zone(JsonFields fields) {
    var name = fields.textNeeded("zone");
    if (ZoneId.getAvailableZoneIds().contains(name)) {
      return ZoneId.of(name);
    }
    if (!fields.faulty("zone")) {
      fields.wrong("zone", "calendar.zone", Map.of("where", name));
    }
    return ROME;
  }

  private static Map<DayOfWeek, List<Opening>> week(JsonFields fields) {
    Map<DayOfWeek, List<Opening>> week = new EnumMap<>(DayOfWeek.class);
    for (var row : fields.each("openings", Set.of("day", "from", "to"))) {
      row.textNeeded("day");
      var day = row.oneOf(DayOfWeek.class, "day", DayOfWeek.MONDAY);
      var from = row.textNeeded("from");
      var to = row.textNeeded("to");
      try {
        if (!from.isEmpty() && !to.isEmpty()) {
          var opening = new Opening(LocalTime.parse(from), LocalTime.parse(midnight(to)));
          week.computeIfAbsent(day, d -> new ArrayList<>()).add(opening);
        }
      } catch (DateTimeException e) {
        row.wrong("from", "calendar.opening.unreadable", Map.of("where", from + "–" + to));
      } catch (InvalidCalendar e) {
        row.wrong("from", e.key(), Map.of("where", e.where()));
      }
    }
    return week;
  }

  private static String midnight(String time) {
    return time.equals("24:00") ? "00:00" : time;
  }

  private static <D> Map<D, Closing> closings(
      JsonFields fields, String name, Function<String, D> read) {
    Map<D, Closing> closings = new HashMap<>();
    for (var row : fields.each(name, Set.of("date", "from", "reason"))) {
      var date = row.textNeeded("date");
      var reason = row.textNeeded("reason");
      if (reason.length() > LONGEST_REASON) {
        row.wrong("reason", "Size", Map.of("min", 1, "max", LONGEST_REASON));
      }
      var from = time(row);
      try {
        if (!date.isEmpty() && closings.put(read.apply(date), Closing.from(from, reason)) != null) {
          row.wrong("date", "value.twice", Map.of());
        }
      } catch (DateTimeException e) {
        row.wrong("date", "calendar.closing.date", Map.of("where", date));
      }
    }
    return closings;
  }

  /** From when it is closed; the whole day where nothing is said. */
  private static LocalTime time(JsonFields row) {
    var text = row.text("from");
    try {
      return text.isEmpty() ? LocalTime.MIDNIGHT : LocalTime.parse(text);
    } catch (DateTimeException e) {
      row.wrong("from", "value.time", Map.of());
      return LocalTime.MIDNIGHT;
    }
  }
}
