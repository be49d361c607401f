package it.sportello.entitlements.calendar;

import static it.sportello.entitlements.calendar.Opening.MINUTES_A_DAY;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.MonthDay;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The dates of a calendar by its wall clock; no instants. */
final class Days {
  /** In so many years from this one each date, also 29 February, falls on each day of the week. */
  private static final LocalDate CYCLE = LocalDate.of(2024, 1, 1);

  private static final int CYCLE_YEARS = 28;

  private final Map<DayOfWeek, List<Opening>> week;
  private final Optional<String> country;
  private final Map<MonthDay, Closing> yearly;
  private final Map<LocalDate, Closing> single;
  private final Map<Integer, Map<LocalDate, Closing>> holidays = new ConcurrentHashMap<>();

  Days(
      Map<DayOfWeek, List<Opening>> week,
      Optional<String> country,
      Map<MonthDay, Closing> yearly,
      Map<LocalDate, Closing> single) {
    this.week = week;
    this.country = country;
    this.yearly = yearly;
    this.single = single;
  }

  /** The closing that comes first on this date; a holiday before another at the same hour. */
  Optional<Closing> closing(LocalDate date) {
    Closing byHand = earliest(single.get(date), yearly.get(MonthDay.from(date)));
    return Optional.ofNullable(earliest(holidays(date.getYear()).get(date), byHand));
  }

  private static Closing earliest(Closing a, Closing b) {
    if (a == null || b == null) {
      return a == null ? b : a;
    }
    return b.at().isBefore(a.at()) ? b : a;
  }

  private Map<LocalDate, Closing> holidays(int year) {
    return country
        .map(c -> holidays.computeIfAbsent(year, y -> Holidays.of(c, y)))
        .orElse(Map.of());
  }

  /** What is open on this date, also by a shift of the evening before. */
  List<Opening> hours(LocalDate date) {
    return cut(
        usual(date.getDayOfWeek()),
        closing(date).map(c -> c.at().toSecondOfDay() / 60).orElse(MINUTES_A_DAY));
  }

  private List<Opening> usual(DayOfWeek day) {
    List<Opening> usual = new ArrayList<>();
    for (Opening o : of(day.minus(1))) {
      if (o.overnight()) {
        usual.add(new Opening(LocalTime.MIDNIGHT, o.to()));
      }
    }
    for (Opening o : of(day)) {
      usual.add(o.overnight() ? new Opening(o.from(), LocalTime.MIDNIGHT) : o);
    }
    return usual;
  }

  private static List<Opening> cut(List<Opening> usual, int closing) {
    List<Opening> left = new ArrayList<>();
    for (Opening o : usual) {
      if (o.endMinute() <= closing) {
        left.add(o);
      } else if (o.startMinute() < closing) {
        left.add(new Opening(o.from(), LocalTime.ofSecondOfDay(closing * 60L)));
      }
    }
    return left;
  }

  DayPlan plan(LocalDate date) {
    List<Opening> hours = hours(date);
    DayOfWeek day = date.getDayOfWeek();
    Optional<String> reason =
        closing(date)
            .filter(c -> c.allDay() || !hours.equals(usual(day)))
            .map(Closing::reason)
            .or(() -> hours.isEmpty() ? Optional.of(byTheWeek(day)) : Optional.empty());
    return new DayPlan(date, hours, reason);
  }

  /** Why it is closed when no closing says so. */
  String byTheWeek(DayOfWeek day) {
    if (!of(day).isEmpty()) {
      return "closed.hours";
    }
    return day.getValue() >= DayOfWeek.SATURDAY.getValue() ? "closed.weekend" : "closed.weekday";
  }

  /** Refuses closings that leave no opening on any date. */
  void refuseNeverOpen() {
    LocalDate end = CYCLE.plusYears(CYCLE_YEARS);
    for (LocalDate date = CYCLE; date.isBefore(end); date = date.plusDays(1)) {
      if (!hours(date).isEmpty()) {
        return;
      }
    }
    LocalDate usual = CYCLE;
    while (usual(usual.getDayOfWeek()).isEmpty()) {
      usual = usual.plusDays(1);
    }
    throw new InvalidCalendar("calendar.alwaysClosed", usual.getDayOfWeek().name());
  }

  private List<Opening> of(DayOfWeek day) {
    return week.getOrDefault(day, List.of());
  }
}
