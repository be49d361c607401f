package it.sportello.notifications.reading;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Base64;

/**
 * Base64 as it is met (RFC 2045 section 6.8): strangers' characters are passed over, padding may be
 * missing, and what follows padding, such as a footer that a gateway added, is read on.
 */
final class Base64Stream extends InputStream {
  private static final int CHARACTERS = 8_192;
  private static final byte STRANGER = -1;
  private static final byte[] ALPHABET = alphabet();

  private final InputStream source;
  private final byte[] raw = new byte[CHARACTERS];
  private final byte[] quanta = new byte[CHARACTERS];
  private int rawAt;
  private int rawEnd;
  private int count;
  private boolean padded;
  private byte[] decoded = {};
  private int at;

  Base64Stream(InputStream source) {
    this.source = source;
  }

  @Override
  public int read() throws IOException {
    return fill() ? decoded[at++] & 0xff : -1;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (!fill()) {
      return -1;
    }
    int some = Math.min(length, decoded.length - at);
    System.arraycopy(decoded, at, into, offset, some);
    at += some;
    return some;
  }

  private boolean fill() throws IOException {
    while (at == decoded.length) {
      if (!quanta()) {
        return false;
      }
      // One character alone holds six bits: no byte at all.
      int whole = count % 4 == 1 ? count - 1 : count;
      decoded = Base64.getDecoder().decode(Arrays.copyOf(quanta, whole));
      at = 0;
    }
    return true;
  }

  /** Up to the next padding, the end, or as many as fit; false when nothing is left. */
  private boolean quanta() throws IOException {
    count = 0;
    padded = false;
    while (count < CHARACTERS && !padded) {
      if (rawAt == rawEnd) {
        int read = source.read(raw);
        if (read < 0) {
          return count > 0;
        }
        rawAt = 0;
        rawEnd = read;
      }
      sift();
    }
    return true;
  }

  /** Every byte of every file passes here: a loop on locals is a good deal faster. */
  private void sift() {
    int from = rawAt;
    int to = count;
    int end = Math.min(rawEnd, from + CHARACTERS - to);
    while (from < end) {
      byte c = raw[from++];
      if (c >= 0 && ALPHABET[c] != STRANGER) {
        quanta[to++] = c;
      } else if (c == '=' && to % 4 != 0) {
        padded = true;
        break;
      }
    }
    rawAt = from;
    count = to;
  }

  private static byte[] alphabet() {
    byte[] known = new byte[128];
    Arrays.fill(known, STRANGER);
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
        .chars()
        .forEach(c -> known[c] = (byte) c);
    return known;
  }
}
