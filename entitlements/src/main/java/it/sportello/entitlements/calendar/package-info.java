/**
 * The working calendar: a pure value that counts opening time on the time line of instants.
 *
 * <p>The law: an instant is open when the wall clock of the calendar's zone then shows a time
 * inside an opening, on a date that is not closed. So an hour that the clock skips counts nothing,
 * an hour that it shows twice counts twice, and a closed date is closed from midnight to midnight,
 * also for a night shift that began the evening before. A start outside hours counts from the next
 * opening; a duration used up exactly at closing ends at closing.
 *
 * <p>Knows no database, no ticket and no "now".
 */
package it.sportello.entitlements.calendar;
