package it.sportello.notifications;

import java.net.IDN;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/**
 * Header fields of mails of ours. What is not plain ASCII becomes encoded words (RFC 2047), lines
 * are folded (RFC 5322 section 2.1.1), and no value can begin a field of its own: line ends and
 * other control characters become blanks before anything else is done.
 */
final class Header {
  private static final int LINE = 76;
  private static final int WORD_BYTES = 42;

  private final StringBuilder out = new StringBuilder(1024);

  /** A field whose value is ours and plain already. */
  Header field(String name, String value) {
    return line(name, List.of(harmless(value).split(" ")));
  }

  /** A field whose value people wrote. */
  Header text(String name, String value) {
    String harmless = harmless(value);
    return line(name, isPlain(harmless) ? List.of(harmless.split(" ")) : words(harmless));
  }

  /** One mailbox with the name shown for it. */
  Header mailbox(String name, String shown, String address) {
    String harmless = harmless(shown).strip();
    List<String> phrase =
        isPlain(harmless)
            ? List.of("\"" + harmless.replace("\\", "\\\\").replace("\"", "\\\"") + "\"")
            : words(harmless);
    return line(
        name,
        java.util.stream.Stream.concat(
                phrase.stream(), java.util.stream.Stream.of("<" + ascii(address) + ">"))
            .toList());
  }

  /**
   * The address as it may stand in a header and in an SMTP command: the domain in its ASCII form.
   *
   * @throws UnsendableAddress when the part before the {@code @} is not ASCII: that needs SMTPUTF8
   *     (RFC 6531) on every hop
   */
  static String ascii(String address) {
    int at = address.lastIndexOf('@');
    String plain = address.substring(0, at + 1) + domain(address.substring(at + 1));
    if (!plain.chars().allMatch(c -> c > 0x20 && c < 0x7f)) {
      throw new UnsendableAddress();
    }
    return plain;
  }

  @Override
  public String toString() {
    return out.toString();
  }

  private static String domain(String domain) {
    try {
      return IDN.toASCII(domain);
    } catch (IllegalArgumentException e) {
      throw new UnsendableAddress(e);
    }
  }

  private static String harmless(String value) {
    return value.replaceAll("[\\p{Cntrl}\\u0085\\u2028\\u2029]+", " ");
  }

  /** A plain text that looks like an encoded word would be decoded by the reader. */
  private static boolean isPlain(String text) {
    return text.chars().allMatch(c -> c >= 0x20 && c < 0x7f)
        && !text.contains("=?")
        && java.util.Arrays.stream(text.split(" ")).allMatch(word -> word.length() <= 200);
  }

  /** Never cuts a character in two (RFC 2047 section 5). */
  private static List<String> words(String text) {
    List<String> words = new java.util.ArrayList<>();
    StringBuilder chunk = new StringBuilder();
    int bytes = 0;
    for (int point : text.codePoints().toArray()) {
      String character = Character.toString(point);
      int size = character.getBytes(StandardCharsets.UTF_8).length;
      if (bytes + size > WORD_BYTES) {
        words.add(word(chunk.toString()));
        chunk.setLength(0);
        bytes = 0;
      }
      chunk.append(character);
      bytes += size;
    }
    words.add(word(chunk.toString()));
    return words;
  }

  private static String word(String text) {
    return "=?UTF-8?B?"
        + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8))
        + "?=";
  }

  private Header line(String name, List<String> tokens) {
    out.append(name).append(':');
    int column = name.length() + 1;
    for (String token : tokens) {
      boolean folds = column + 1 + token.length() > LINE && column > name.length() + 1;
      out.append(folds ? "\r\n " : " ").append(token);
      column = (folds ? 1 : column + 1) + token.length();
    }
    out.append("\r\n");
    return this;
  }
}
