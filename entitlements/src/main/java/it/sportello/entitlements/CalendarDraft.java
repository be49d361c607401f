package it.sportello.entitlements;

import it.sportello.entitlements.calendar.CalendarRules;
import java.time.LocalDate;

/**
 * A version of a calendar as an administrator wants it; with a code that is new, the calendar
 * itself. The reasons of its closings are the words that people read.
 *
 * @param nameIt may be empty for a calendar that is known: it keeps its names
 * @param from valid from this day, Europe/Rome
 * @param correction why, where {@code from} has passed; else may be empty
 */
public record CalendarDraft(
    String code,
    String nameIt,
    String nameEn,
    LocalDate from,
    CalendarRules rules,
    String correction) {}
