package it.sportello.ticketing;

import static java.nio.charset.StandardCharsets.UTF_8;

import it.sportello.contacts.InvalidValue;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;

/**
 * A place between two rows of a list: the sort key of the last row seen. It carries no right: a
 * page filters by the scope of whoever asks.
 *
 * @param list which order it belongs to: a cursor of one list is refused by another
 * @param at microseconds; what finer there is, is cut
 */
record Cursor(char list, Instant at, int priority, long id) {
  static final char OPEN = 'o';
  static final char RESOLVED = 'r';
  static final char MINE = 'm';
  static final char FOUND = 'f';

  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

  /** Before the first row of an ascending list. */
  static Cursor first(char list) {
    return new Cursor(list, Instant.EPOCH, 0, 0);
  }

  /** Before the first row of a descending list. */
  static Cursor last(char list) {
    return new Cursor(list, LAST, Integer.MAX_VALUE, Long.MAX_VALUE);
  }

  String text() {
    String plain = list + "." + micros() + "." + priority + "." + id;
    return Base64.getUrlEncoder().withoutPadding().encodeToString(plain.getBytes(UTF_8));
  }

  /** {@code ChronoUnit.between} counts nanoseconds on its way and overflows in the year 2262. */
  private long micros() {
    return Math.addExact(Math.multiplyExact(at.getEpochSecond(), 1_000_000L), at.getNano() / 1000);
  }

  /**
   * @param start where an empty cursor begins
   * @throws InvalidValue {@code cursor} when it is not one of this list
   */
  static Cursor read(String text, Cursor start) {
    if (text.isEmpty()) {
      return start;
    }
    try {
      String[] parts = new String(Base64.getUrlDecoder().decode(text), UTF_8).split("\\.", -1);
      if (parts.length != 4 || !parts[0].equals(String.valueOf(start.list()))) {
        throw new InvalidValue("cursor");
      }
      Instant at = Instant.EPOCH.plus(Long.parseLong(parts[1]), ChronoUnit.MICROS);
      Cursor cursor =
          new Cursor(start.list(), at, Integer.parseInt(parts[2]), Long.parseLong(parts[3]));
      return cursor.plausible();
    } catch (InvalidValue e) {
      throw e;
    } catch (IllegalArgumentException | DateTimeException | ArithmeticException e) {
      throw new InvalidValue("cursor");
    }
  }

  private Cursor plausible() {
    if (at.isBefore(Instant.EPOCH) || at.isAfter(LAST) || priority < 0 || id < 0) {
      throw new InvalidValue("cursor");
    }
    return this;
  }
}
