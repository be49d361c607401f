package it.sportello.notifications.reading;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Bytes to text by the charset that is claimed, and by what is likely where the claim is wrong. */
final class Charsets {
  /** What Latin-1 means in the wild (WHATWG Encoding, section 4.2). */
  private static final Charset LATIN = Charset.forName("windows-1252");

  private static final Map<String, String> MEANT =
      Map.ofEntries(
          Map.entry("utf8", "utf-8"),
          Map.entry("utf-8mb4", "utf-8"),
          Map.entry("unicode-1-1-utf-8", "utf-8"),
          Map.entry("iso-8859-1", "windows-1252"),
          Map.entry("iso8859-1", "windows-1252"),
          Map.entry("latin1", "windows-1252"),
          Map.entry("latin-1", "windows-1252"),
          Map.entry("cp-1252", "windows-1252"),
          Map.entry("cp-850", "ibm850"),
          Map.entry("iso-8859-8-i", "iso-8859-8"),
          Map.entry("iso-8859-8-e", "iso-8859-8"),
          Map.entry("gb2312", "gb18030"),
          Map.entry("gbk", "gb18030"),
          Map.entry("ks_c_5601-1987", "x-windows-949"),
          Map.entry("euc-kr", "x-windows-949"),
          Map.entry("shift_jis", "windows-31j"),
          Map.entry("macintosh", "x-macroman"));

  /** By every name. The platform searches anew for each name that it does not know. */
  private static final Map<String, Charset> KNOWN = new HashMap<>();

  static {
    for (Charset charset : Charset.availableCharsets().values()) {
      charset.aliases().forEach(alias -> KNOWN.put(alias.toLowerCase(Locale.ROOT), charset));
    }
    Charset.availableCharsets().forEach((name, c) -> KNOWN.put(name.toLowerCase(Locale.ROOT), c));
  }

  private Charsets() {}

  /** Never fails: what cannot be decoded becomes U+FFFD. */
  static String decode(byte[] bytes, String claimed) {
    Optional<Charset> bom = byteOrderMark(bytes);
    if (bom.isPresent()) {
      return strip(new String(bytes, bom.get()));
    }
    Optional<Charset> charset = known(claimed);
    if (charset.isEmpty() || charset.get().equals(StandardCharsets.US_ASCII)) {
      return guess(bytes);
    }
    if (charset.get().equals(StandardCharsets.UTF_8)) {
      return utf8(bytes);
    }
    return new String(bytes, charset.get());
  }

  /** UTF-8 where it is valid UTF-8, which hardly happens by chance; else Windows-1252. */
  static String guess(byte[] bytes) {
    return strictUtf8(bytes).orElseGet(() -> new String(bytes, LATIN));
  }

  static Optional<Charset> known(String name) {
    String key = name.strip().toLowerCase(Locale.ROOT);
    return Optional.ofNullable(KNOWN.get(MEANT.getOrDefault(key, key))).filter(Charset::canEncode);
  }

  /** Claimed as UTF-8: believed unless not one multi-byte character comes out right. */
  private static String utf8(byte[] bytes) {
    return strictUtf8(bytes)
        .orElseGet(
            () -> {
              String replaced = new String(bytes, StandardCharsets.UTF_8);
              boolean someRight = replaced.chars().anyMatch(c -> c > 0x7f && c != 0xfffd);
              return someRight ? replaced : new String(bytes, LATIN);
            });
  }

  private static Optional<String> strictUtf8(byte[] bytes) {
    try {
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  private static Optional<Charset> byteOrderMark(byte[] b) {
    if (b.length >= 3 && b[0] == (byte) 0xef && b[1] == (byte) 0xbb && b[2] == (byte) 0xbf) {
      return Optional.of(StandardCharsets.UTF_8);
    }
    if (b.length >= 2 && b[0] == (byte) 0xff && b[1] == (byte) 0xfe) {
      return Optional.of(StandardCharsets.UTF_16LE);
    }
    if (b.length >= 2 && b[0] == (byte) 0xfe && b[1] == (byte) 0xff) {
      return Optional.of(StandardCharsets.UTF_16BE);
    }
    return Optional.empty();
  }

  private static String strip(String text) {
    return text.startsWith("\ufeff") ? text.substring(1) : text;
  }
}
