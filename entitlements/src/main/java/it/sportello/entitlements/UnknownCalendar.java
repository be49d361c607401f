package it.sportello.entitlements;

/** No calendar has this short name. */
public final class UnknownCalendar extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnknownCalendar(String code) {
    super("There is no calendar " + code + "; the calendars are listed under CalendarDesk.all.");
  }
}
