package it.sportello.web.pages;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which bytes of a file are asked for, RFC 9110 section 14.1.2. A header with several ranges, or
 * one that cannot be read, asks for the whole.
 *
 * @param from the first byte
 * @param length how many; 0 when the range lies beyond the end
 * @param part whether it is less than was there to ask for
 */
record ByteRange(long from, long length, boolean part, boolean beyond) {
  private static final Pattern ONE = Pattern.compile("bytes=([0-9]{0,18})-([0-9]{0,18})");

  static ByteRange of(String header, long size) {
    Matcher asked = ONE.matcher(header == null ? "" : header.strip());
    if (!asked.matches() || asked.group(1).isEmpty() && asked.group(2).isEmpty()) {
      return new ByteRange(0, size, false, false);
    }
    if (asked.group(1).isEmpty()) {
      long last = Math.min(size, Long.parseLong(asked.group(2)));
      return last == 0 ? outside() : new ByteRange(size - last, last, true, false);
    }
    long from = Long.parseLong(asked.group(1));
    if (from >= size) {
      return outside();
    }
    long to = asked.group(2).isEmpty() ? size - 1 : Long.parseLong(asked.group(2));
    if (to < from) {
      return new ByteRange(0, size, false, false);
    }
    return new ByteRange(from, Math.min(to, size - 1) - from + 1, true, false);
  }

  /** For Content-Range. */
  String header(long size) {
    return "bytes " + from + "-" + (from + length - 1) + "/" + size;
  }

  private static ByteRange outside() {
    return new ByteRange(0, 0, false, true);
  }
}
