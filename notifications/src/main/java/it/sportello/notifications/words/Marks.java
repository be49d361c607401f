package it.sportello.notifications.words;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The light mark-up of the words of a mail: empty lines part paragraphs, lines that begin with
 * {@code - } are a list, two asterisks make bold, an address that begins with {@code https://} is a
 * link. Marks are read in the words alone, before any value is put in: a value is never a mark.
 */
final class Marks {
  private static final String INK = "font-size:15px;line-height:22px;color:#1b2430";
  private static final String LINK = "color:#0b5cad";

  /** Never across the beginning or the end of a section, which may be left out. */
  private static final Pattern BOLD =
      Pattern.compile("\\*\\*((?:[^*{}\\n]|\\{\\{[A-Za-z]{1,20}\\}\\}){1,500})\\*\\*");

  private static final Pattern ADDRESS =
      Pattern.compile("https://[A-Za-z0-9][^\\s<>\"'{}*]{0,300}[A-Za-z0-9/]");
  private static final Pattern SECTIONS_ALONE =
      Pattern.compile("(?:\\{\\{[#^/][A-Za-z]{1,20}\\}\\}\\s?){1,20}");

  private Marks() {}

  /** A template for the plain part. */
  static String plain(String words) {
    return BOLD.matcher(words).replaceAll("$1");
  }

  /** A template for the HTML part, whose values have to be escaped. */
  static String html(String words) {
    return Arrays.stream(words.strip().split("\n[ \t]*\n"))
        .map(String::strip)
        .filter(block -> !block.isEmpty())
        .map(Marks::block)
        .collect(Collectors.joining("\n"));
  }

  private static String block(String block) {
    List<String> lines = block.lines().map(String::strip).toList();
    if (lines.stream().allMatch(line -> line.startsWith("- "))) {
      return lines.stream()
          .map(line -> "<li style=\"margin:0 0 4px\">" + inline(line.substring(2)) + "</li>")
          .collect(
              Collectors.joining(
                  "",
                  "<ul class=\"ink\" style=\"margin:0 0 14px;padding:0 0 0 20px;" + INK + "\">",
                  "</ul>"));
    }
    StringBuilder paragraph =
        new StringBuilder("<p class=\"ink\" style=\"margin:0 0 14px;" + INK + "\">");
    boolean begun = false;
    for (String line : lines) {
      boolean words = !SECTIONS_ALONE.matcher(line).matches();
      paragraph.append(words && begun ? "<br>" : "").append(inline(line));
      begun |= words;
    }
    return paragraph.append("</p>").toString();
  }

  private static String inline(String line) {
    StringBuilder html = new StringBuilder();
    Matcher address = ADDRESS.matcher(line);
    int at = 0;
    while (address.find()) {
      html.append(escaped(line.substring(at, address.start()))).append(link(address.group()));
      at = address.end();
    }
    html.append(escaped(line.substring(at)));
    return BOLD.matcher(html).replaceAll("<strong>$1</strong>");
  }

  private static String link(String address) {
    String safe = escaped(address);
    return "<a class=\"link\" href=\"" + safe + "\" style=\"" + LINK + "\">" + safe + "</a>";
  }

  private static String escaped(String words) {
    return words
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
