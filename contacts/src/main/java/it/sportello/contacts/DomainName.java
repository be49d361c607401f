package it.sportello.contacts;

import java.net.IDN;
import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A domain in the form in which domains are compared: lower case, labels of other scripts as {@code
 * xn--…} (RFC 3490). Four letters that the standards of 2003 and of 2008 turn into different
 * domains (RFC 5895) are refused: whoever means one of them writes its {@code xn--} form.
 *
 * @throws InvalidValue {@code domain.shape}, {@code domain.deviant} or a reason of look-alikes
 */
record DomainName(String ascii) {
  private static final int LONGEST = 253;
  private static final int LONGEST_TYPED = 1000;
  private static final Pattern SHAPE =
      Pattern.compile("[\\p{L}\\p{N}](?:[\\p{L}\\p{M}\\p{N}.-]*[\\p{L}\\p{M}\\p{N}])?");

  /** What the long way takes as it is: letters, digits and hyphens of ASCII, nothing encoded. */
  private static final Pattern PLAIN =
      Pattern.compile(
          "(?:(?!xn--)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.){0,20}"
              + "(?!xn--)[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?");

  private static final Pattern DEVIANT = Pattern.compile("[ßẞς]");
  private static final Pattern NUMBER_AT_THE_END = Pattern.compile("(?:.*\\.)?[0-9]+");

  DomainName {
    if (ascii == null || ascii.length() > LONGEST_TYPED) {
      throw new InvalidValue("domain.shape");
    }
    if (ascii.length() > LONGEST || !PLAIN.matcher(ascii).matches()) {
      ascii = compared(ascii);
    }
  }

  static String compared(String written) {
    String typed = Normalizer.normalize(written, Normalizer.Form.NFC);
    LookAlikes.refuseInvisible(typed);
    if (!SHAPE.matcher(typed).matches() || typed.contains("..")) {
      throw new InvalidValue("domain.shape");
    }
    if (DEVIANT.matcher(typed).find()) {
      throw new InvalidValue("domain.deviant");
    }
    typed.codePoints().filter(c -> c > 0x7f).findAny().ifPresent(c -> refuse(typed));
    return inAscii(typed);
  }

  private static void refuse(String typed) {
    for (String label : typed.split("\\.")) {
      LookAlikes.refuse(label);
    }
  }

  private static String inAscii(String typed) {
    try {
      String ascii = IDN.toASCII(typed, IDN.USE_STD3_ASCII_RULES).toLowerCase(Locale.ROOT);
      if (ascii.length() <= LONGEST && !NUMBER_AT_THE_END.matcher(ascii).matches()) {
        return ascii;
      }
    } catch (IllegalArgumentException e) {
      // As below: no domain can be called that.
    }
    throw new InvalidValue("domain.shape");
  }
}
