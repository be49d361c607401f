package it.sportello.entitlements.calendar;

/**
 * Rules that cannot be a calendar. {@link #key()} names the sentence that says why in the user's
 * language, {@link #where()} the day, zone or hours it is about.
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

  public String key() {
    return key;
  }

  public String where() {
    return where;
  }
}
