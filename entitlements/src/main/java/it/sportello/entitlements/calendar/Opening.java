package it.sportello.entitlements.calendar;

import java.time.LocalTime;
import java.time.format.DateTimeParseException;

/**
 * One stretch of opening hours by the wall clock. A {@code to} that is not after {@code from} is on
 * the following day: 22:00–06:00 is a night shift, 00:00–00:00 the whole day, 14:00–00:00 the rest
 * of it. Whole minutes.
 *
 * @throws InvalidCalendar for seconds, or for one that ends where it begins elsewhere than at
 *     midnight: 09:00–09:00 is a slip, never a shift of 24 hours
 */
public record Opening(LocalTime from, LocalTime to) implements Comparable<Opening> {
  static final int MINUTES_A_DAY = 24 * 60;

  public Opening {
    if (!wholeMinute(from) || !wholeMinute(to)) {
      throw new InvalidCalendar("calendar.opening.minutes", from + "–" + to);
    }
    if (from.equals(to) && !from.equals(LocalTime.MIDNIGHT)) {
      throw new InvalidCalendar("calendar.opening.empty", from + "–" + to);
    }
  }

  /**
   * The opening that people write so: {@code 09:00–13:00}. The day may end at {@code 24:00}.
   *
   * @throws InvalidCalendar also when it cannot be read
   */
  public static Opening of(String from, String to) {
    try {
      return new Opening(LocalTime.parse(from), LocalTime.parse(to.equals("24:00") ? "00:00" : to));
    } catch (DateTimeParseException e) {
      throw new InvalidCalendar("calendar.opening.unreadable", from + "–" + to, e);
    }
  }

  /** Whether the shift ends on the next day; ending at midnight does not count as that. */
  public boolean overnight() {
    return endMinute() > MINUTES_A_DAY;
  }

  /** Minutes since the midnight before. */
  int startMinute() {
    return from.toSecondOfDay() / 60;
  }

  /** Minutes since the midnight before the start; more than a day's for a night shift. */
  int endMinute() {
    int end = to.toSecondOfDay() / 60;
    return end > startMinute() ? end : end + MINUTES_A_DAY;
  }

  @Override
  public int compareTo(Opening other) {
    int byStart = from.compareTo(other.from);
    return byStart != 0 ? byStart : Integer.compare(endMinute(), other.endMinute());
  }

  private static boolean wholeMinute(LocalTime time) {
    return time.getSecond() == 0 && time.getNano() == 0;
  }
}
