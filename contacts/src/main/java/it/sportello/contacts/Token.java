package it.sportello.contacts;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.zip.CRC32;

/**
 * The bearer tokens of programs: {@code spt_}, 40 letters and digits (238 random bits), and six
 * more that are the CRC-32 of those before, in base 62. A scanner of source code knows one when it
 * sees it; the desk refuses a mistyped one without asking its database.
 */
final class Token {
  static final String PREFIX = "spt_";
  private static final String LETTERS =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  private static final int RANDOM_LETTERS = 40;
  private static final int CHECK_LETTERS = 6;
  private static final int SHOWN = 8;
  private static final SecureRandom RANDOM = new SecureRandom();

  private Token() {}

  static String draw() {
    StringBuilder token = new StringBuilder(PREFIX);
    for (int i = 0; i < RANDOM_LETTERS; i++) {
      token.append(LETTERS.charAt(RANDOM.nextInt(LETTERS.length())));
    }
    return token.append(check(token.toString())).toString();
  }

  /** What people recognise a token by, without being able to use it. */
  static String hint(String token) {
    return token.substring(0, SHOWN);
  }

  /** False only for what looks like one of {@link #draw}'s and is none. */
  static boolean mayBeOurs(String token) {
    int random = PREFIX.length() + RANDOM_LETTERS;
    if (!token.matches("spt_[0-9A-Za-z]{" + (RANDOM_LETTERS + CHECK_LETTERS) + "}")) {
      return token.length() <= 200;
    }
    return check(token.substring(0, random)).equals(token.substring(random));
  }

  private static String check(String text) {
    CRC32 crc = new CRC32();
    crc.update(text.getBytes(StandardCharsets.US_ASCII));
    StringBuilder letters = new StringBuilder();
    long left = crc.getValue();
    for (int i = 0; i < CHECK_LETTERS; i++, left /= LETTERS.length()) {
      letters.insert(0, LETTERS.charAt((int) (left % LETTERS.length())));
    }
    return letters.toString();
  }
}
