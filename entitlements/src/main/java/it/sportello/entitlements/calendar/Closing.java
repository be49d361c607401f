package it.sportello.entitlements.calendar;

import java.time.LocalTime;

/**
 * A date on which the calendar closes at {@code at} and stays closed until midnight: {@link
 * LocalTime#MIDNIGHT} for a day that is closed altogether, 13:00 for a half day. The part of a
 * night shift that falls on the date is cut as well.
 *
 * @param reason the key of the sentence that says why, such as {@code closed.patron}
 */
public record Closing(LocalTime at, String reason) {
  /** A patron saint's day. */
  public static final String PATRON = "closed.patron";

  public static Closing allDay(String reason) {
    return new Closing(LocalTime.MIDNIGHT, reason);
  }

  public static Closing from(LocalTime at, String reason) {
    return new Closing(at, reason);
  }

  public boolean allDay() {
    return at.equals(LocalTime.MIDNIGHT);
  }
}
