package it.sportello.notifications.words;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The words of one kind of mail in one language, with variables between two braces. Where they
 * stand in the mail, how it looks and what the desk adds to them is the same for all.
 *
 * @param preheader what mail programs show beside the subject in their list
 * @param text paragraphs parted by empty lines, lists whose lines begin with {@code - }, and {@code
 *     **bold**}
 */
public record Wording(
    String subject, String preheader, String headline, String text, String button, String footer) {
  /** By the name of each part, in the order in which a reader meets them. */
  public Map<String, String> parts() {
    Map<String, String> parts = new LinkedHashMap<>();
    parts.put("subject", subject);
    parts.put("preheader", preheader);
    parts.put("headline", headline);
    parts.put("text", text);
    parts.put("button", button);
    parts.put("footer", footer);
    return parts;
  }

  /** Browsers end lines with CR LF. */
  public static Wording of(Map<String, String> parts) {
    return new Wording(
        line(parts, "subject"),
        line(parts, "preheader"),
        line(parts, "headline"),
        parts.getOrDefault("text", "").replace("\r\n", "\n").strip(),
        line(parts, "button"),
        line(parts, "footer"));
  }

  private static String line(Map<String, String> parts, String name) {
    return parts.getOrDefault(name, "").strip();
  }
}
