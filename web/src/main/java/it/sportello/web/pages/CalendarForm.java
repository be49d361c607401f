package it.sportello.web.pages;

import it.sportello.entitlements.CalendarDraft;
import it.sportello.entitlements.CalendarEdition;
import it.sportello.entitlements.calendar.CalendarRules;
import it.sportello.entitlements.calendar.Closing;
import it.sportello.entitlements.calendar.InvalidCalendar;
import it.sportello.entitlements.calendar.Opening;
import it.sportello.web.problem.Problems;
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
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The form of a new version of a calendar, as it was typed. Hours of a day are one line
 * ("09:00–13:00, 14:00–18:00"); closings are one a line, the date first, then the hour for a half
 * day, then why.
 *
 * @param week one line for each day, Monday first
 */
public record CalendarForm(
    boolean known,
    String code,
    String nameIt,
    String nameEn,
    String from,
    String zone,
    String country,
    List<String> week,
    String yearly,
    String single,
    String correction) {
  private static final Pattern STRETCH =
      Pattern.compile("\\s*([0-9]{1,2}[:.][0-9]{2})\\s*[-–—]\\s*([0-9]{1,2}[:.][0-9]{2})\\s*");
  private static final Pattern YEARLY =
      Pattern.compile("([0-9]{1,2})/([0-9]{1,2})(?:\\s+([0-9]{1,2}[:.][0-9]{2}))?\\s+(\\S.*)");
  private static final Pattern SINGLE =
      Pattern.compile(
          "([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})(?:\\s+([0-9]{1,2}[:.][0-9]{2}))?\\s+(\\S.*)");
  private static final int LONGEST_REASON = 200;

  static CalendarForm posted(Params params) {
    List<String> week = new ArrayList<>();
    for (DayOfWeek day : DayOfWeek.values()) {
      week.add(params.text("day." + day));
    }
    return new CalendarForm(
        params.text("known").equals("1"),
        params.text("code"),
        params.text("nameIt"),
        params.text("nameEn"),
        params.text("from"),
        params.text("zone"),
        params.text("country"),
        week,
        params.raw("yearly"),
        params.raw("single"),
        params.text("correction"));
  }

  static CalendarForm blank(LocalDate today) {
    return new CalendarForm(
        false,
        "",
        "",
        "",
        today.toString(),
        "Europe/Rome",
        "IT",
        List.of("", "", "", "", "", "", ""),
        "",
        "",
        "");
  }

  static CalendarForm of(CalendarEdition edition, LocalDate today) {
    CalendarRules rules = edition.rules();
    List<String> week = new ArrayList<>();
    for (DayOfWeek day : DayOfWeek.values()) {
      week.add(
          rules.openings(day).stream()
              .map(o -> o.from() + "–" + o.to())
              .collect(Collectors.joining(", ")));
    }
    return new CalendarForm(
        true,
        edition.code(),
        edition.nameIt(),
        edition.nameEn(),
        today.toString(),
        rules.zone().getId(),
        rules.country().orElse(""),
        week,
        new TreeMap<>(rules.yearly())
            .entrySet().stream()
                .map(
                    e ->
                        "%02d/%02d"
                                .formatted(e.getKey().getDayOfMonth(), e.getKey().getMonthValue())
                            + closing(e.getValue()))
                .collect(Collectors.joining("\n")),
        new TreeMap<>(rules.single())
            .entrySet().stream()
                .map(
                    e ->
                        "%02d/%02d/%04d"
                                .formatted(
                                    e.getKey().getDayOfMonth(),
                                    e.getKey().getMonthValue(),
                                    e.getKey().getYear())
                            + closing(e.getValue()))
                .collect(Collectors.joining("\n")),
        "");
  }

  private static String closing(Closing closing) {
    return (closing.allDay() ? "" : " " + closing.at()) + " " + closing.reason();
  }

  /** Empty when a field cannot be read; the faults say which. */
  Optional<CalendarDraft> draft(FieldFaults faults) {
    Optional<LocalDate> first = Dates.read(from, "from", faults);
    Map<DayOfWeek, List<Opening>> hours = week(faults);
    Map<MonthDay, Closing> everyYear = yearly(faults);
    Map<LocalDate, Closing> once = single(faults);
    if (!ZoneId.getAvailableZoneIds().contains(zone)) {
      faults.add("zone", "calendar.zone", Map.of("where", zone));
    }
    if (!country.matches("([A-Z]{2})?")) {
      faults.add("country", "calendar.country", Map.of("where", country));
    }
    if (!faults.none()) {
      return Optional.empty();
    }
    try {
      CalendarRules rules =
          new CalendarRules(
              ZoneId.of(zone),
              hours,
              Optional.of(country).filter(c -> !c.isEmpty()),
              everyYear,
              once);
      return Optional.of(
          new CalendarDraft(code, nameIt, nameEn, first.orElseThrow(), rules, correction));
    } catch (InvalidCalendar e) {
      faults.add(Problems.of(e));
      return Optional.empty();
    }
  }

  private Map<DayOfWeek, List<Opening>> week(FieldFaults faults) {
    Map<DayOfWeek, List<Opening>> hours = new EnumMap<>(DayOfWeek.class);
    for (DayOfWeek day : DayOfWeek.values()) {
      String line = week.get(day.ordinal());
      for (String stretch : line.isEmpty() ? new String[0] : line.split("[,;]")) {
        try {
          Matcher found = STRETCH.matcher(stretch);
          if (!found.matches()) {
            throw new DateTimeException(stretch);
          }
          hours
              .computeIfAbsent(day, d -> new ArrayList<>())
              .add(new Opening(time(found.group(1)), time(found.group(2))));
        } catch (InvalidCalendar e) {
          faults.add("day." + day, e.key(), Map.of("where", e.where()));
        } catch (DateTimeException e) {
          faults.add("day." + day, "calendar.opening.unreadable", Map.of("where", stretch.strip()));
        }
      }
    }
    return hours;
  }

  private Map<MonthDay, Closing> yearly(FieldFaults faults) {
    Map<MonthDay, Closing> closings = new HashMap<>();
    for (String line : yearly.lines().map(String::strip).filter(l -> !l.isEmpty()).toList()) {
      Matcher found = YEARLY.matcher(line);
      try {
        if (!found.matches() || found.group(4).length() > LONGEST_REASON) {
          throw new DateTimeException(line);
        }
        MonthDay day = MonthDay.of(number(found.group(2)), number(found.group(1)));
        twice(closings.put(day, closing(found.group(3), found.group(4))), "yearly", line, faults);
      } catch (DateTimeException e) {
        faults.add("yearly", "terms.closing.line", Map.of("line", line));
      }
    }
    return closings;
  }

  private Map<LocalDate, Closing> single(FieldFaults faults) {
    Map<LocalDate, Closing> closings = new HashMap<>();
    for (String line : single.lines().map(String::strip).filter(l -> !l.isEmpty()).toList()) {
      Matcher found = SINGLE.matcher(line);
      try {
        if (!found.matches() || found.group(5).length() > LONGEST_REASON) {
          throw new DateTimeException(line);
        }
        LocalDate day =
            LocalDate.of(number(found.group(3)), number(found.group(2)), number(found.group(1)));
        twice(closings.put(day, closing(found.group(4), found.group(5))), "single", line, faults);
      } catch (DateTimeException e) {
        faults.add("single", "terms.closing.line", Map.of("line", line));
      }
    }
    return closings;
  }

  private static void twice(Closing before, String field, String line, FieldFaults faults) {
    if (before != null) {
      faults.add(field, "terms.closing.twice", Map.of("line", line));
    }
  }

  private static Closing closing(String at, String reason) {
    return Closing.from(at == null ? LocalTime.MIDNIGHT : time(at), reason.strip());
  }

  private static int number(String digits) {
    return Integer.parseInt(digits);
  }

  private static LocalTime time(String typed) {
    String time = typed.replace('.', ':');
    return LocalTime.parse(time.equals("24:00") ? "00:00" : time.length() == 4 ? "0" + time : time);
  }
}
