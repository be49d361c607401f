package it.sportello.entitlements.calendar;

/**
 * Rising numbers that are found by a guess: the range is cut into about as many even parts as there
 * are numbers, and each part knows the place where its own begin. Numbers that crowd in one part
 * are searched there by halves.
 */
final class Rising {
  private final long[] values;
  private final int shift;
  private final int[] places;

  /**
   * @param values each greater than the one before
   */
  Rising(long[] values) {
    this.values = values;
    long span = values.length == 0 ? 0 : values[values.length - 1] - values[0];
    this.shift = shift(span, values.length);
    this.places = new int[(int) (span >> shift) + 2];
    int place = 0;
    for (int part = 0; part < places.length; part++) {
      while (place < values.length && values[place] - values[0] <= (long) part << shift) {
        place++;
      }
      places[part] = place;
    }
  }

  /** So that a part is a power of two and there are at most two for each number. */
  private static int shift(long span, int count) {
    int shift = 0;
    while (span >> shift > 2L * count) {
      shift++;
    }
    return shift;
  }

  /** The place of the first number above {@code x}; their count when none is. */
  int above(long x) {
    if (values.length == 0 || x < values[0]) {
      return 0;
    }
    long part = (x - values[0]) >> shift;
    if (part >= places.length - 1) {
      return values.length;
    }
    int low = places[(int) part];
    int high = places[(int) part + 1];
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (values[middle] > x) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }
}
