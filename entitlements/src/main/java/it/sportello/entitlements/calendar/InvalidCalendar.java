package it.sportello.entitlements.calendar;

/**
 * Rules that cannot be a calendar. {@link #key()} names the sentence that says why in the user's
 * language, {@link #where()} what it is about:
 *
 * <ul>
 *   <li>{@code calendar.neverOpens}: no hours at all; the zone
 *   <li>{@code calendar.alwaysClosed}: closings on every date that has hours; the first {@link
 *       java.time.DayOfWeek} with hours
 *   <li>{@code calendar.overlap}: the {@link java.time.DayOfWeek} whose hours overlap
 *   <li>{@code calendar.opening.unreadable}, {@code .minutes} (has seconds), {@code .empty} (ends
 *       where it begins): the hours
 *   <li>{@code calendar.zone}, {@code calendar.country}: the name nobody knows
 *   <li>{@code calendar.closing.date} (does not exist), {@code .year} (before 1900 or past 2400),
 *       {@code .minutes} (its hour has seconds), {@code .reason} (says no reason): the date, {@code
 *       02-30} for one of each year
 * </ul>
 */
public final class InvalidCalendar extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;
  private final String key;
  private final String where;

  InvalidCalendar(String key, String where) {
    super(key + ": " + where);
    this.key = key;
    this.where = where;
  }

  InvalidCalendar(String key, String where, Throwable cause) {
    this(key, where);
    initCause(cause);
  }

  public String key() {
    return key;
  }

  public String where() {
    return where;
  }
}
