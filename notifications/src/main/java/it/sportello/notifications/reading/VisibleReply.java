package it.sportello.notifications.reading;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A message parted into what was written now and what it quotes below. Nothing is lost: the two
 * parts hold every line. Words written between or below quoted lines are answers to them, so
 * nothing is parted then; neither is a message that would be all quotation, such as a forwarded
 * one.
 *
 * @param quoted empty when nothing is
 */
public record VisibleReply(String visible, String quoted) {
  private static final int LINES_LOOKED_AT = 4_000;
  private static final int LONGEST_LINE = 300;

  /** The last words of the line that introduces a quotation. */
  private static final Pattern ENDS_INTRODUCTION =
      Pattern.compile(
          "(?iu)(?:ha scritto|hanno scritto|wrote|writes|schrieb(?: [^:]{1,100})?|a écrit|escribió"
              + "|escreveu|schreef|napisał(?:\\(a\\))?)\\s{0,3}[:：]?$");

  private static final Pattern NAMES = Pattern.compile("@|\\d{4}|\\d{1,2}[/.]\\d{1,2}[/.]\\d{2}");

  private static final Pattern BEGINS_INTRODUCTION =
      Pattern.compile("(?iu)(?:il|in data|on|am|le|el|em|op|w dniu|at|den|\\d{1,4}[-/.]).{3,}");

  private static final Pattern RULE =
      Pattern.compile(
          "(?iu)[=*\\s>]{0,10}+(?:-{2,}+|_{5,}+)\\s{0,3}+(?:(?:messaggio originale|original message"
              + "|mensaje original|message d'origine|ursprüngliche nachricht|messaggio inoltrato"
              + "|forwarded message|original-nachricht|risposta originale)\\s{0,3}+-*+)?+[-_]*+");

  /** What the header block of Outlook and its like begins with. */
  private static final Pattern AUTHOR =
      Pattern.compile("(?iu)\\*?(?:da|from|von|de|van)\\s{0,3}:\\*?\\s.{1,250}");

  private static final Pattern OTHER_FIELD =
      Pattern.compile(
          "(?iu)\\*?(?:inviato|inviata|data|sent|date|gesendet|datum|envoyé|enviado|a|to|an|à|para|aan|oggetto|subject|betreff|objet|asunto|cc)"
              + "\\s{0,3}:\\*?(?:\\s.{0,300})?");

  public static VisibleReply of(String text) {
    List<String> lines = Arrays.asList(text.split("\n", -1));
    int lastOwn = lastOwn(lines);
    for (int i = 0; i < lines.size() && i < LINES_LOOKED_AT; i++) {
      boolean begins =
          isHeaderBlock(lines, i)
              || (isRule(lines.get(i)) && isHeaderBlock(lines, nextWritten(lines, i + 1)))
              || isIntroduced(lines, i, lastOwn)
              || (isQuoted(lines.get(i)) && lastOwn < i);
      if (begins) {
        return parted(lines, i);
      }
    }
    return new VisibleReply(text, "");
  }

  private static VisibleReply parted(List<String> lines, int at) {
    String visible = String.join("\n", lines.subList(0, at)).stripTrailing();
    return visible.isBlank()
        ? new VisibleReply(String.join("\n", lines), "")
        : new VisibleReply(visible, String.join("\n", lines.subList(at, lines.size())).strip());
  }

  /**
   * The introduction may be broken over three lines. Below it all is quoted; or nothing is marked
   * as a quotation, and it has to name a date or an address to be more than a sentence.
   */
  private static boolean isIntroduced(List<String> lines, int at, int lastOwn) {
    if (!BEGINS_INTRODUCTION.matcher(shortened(lines.get(at))).matches()) {
      return false;
    }
    StringBuilder joined = new StringBuilder();
    for (int i = at; i < Math.min(lines.size(), at + 3); i++) {
      joined.append(joined.isEmpty() ? "" : " ").append(shortened(lines.get(i)));
      if (ENDS_INTRODUCTION.matcher(joined).find()) {
        int below = nextWritten(lines, i + 1);
        boolean quotes = below < lines.size() && isQuoted(lines.get(below));
        return quotes ? lastOwn < below : below < lines.size() && NAMES.matcher(joined).find();
      }
    }
    return false;
  }

  private static boolean isHeaderBlock(List<String> lines, int at) {
    if (at >= lines.size() || !AUTHOR.matcher(shortened(lines.get(at))).matches()) {
      return false;
    }
    int fields = 0;
    for (int i = at + 1; i < Math.min(lines.size(), at + 7); i++) {
      fields += OTHER_FIELD.matcher(shortened(lines.get(i))).matches() ? 1 : 0;
    }
    return fields >= 2;
  }

  private static boolean isRule(String line) {
    String shown = shortened(line);
    return shown.length() >= 5 && RULE.matcher(shown).matches();
  }

  /** The last line that is neither blank nor quoted; below 0 when there is none. */
  private static int lastOwn(List<String> lines) {
    int at = lines.size() - 1;
    while (at >= 0 && (lines.get(at).isBlank() || isQuoted(lines.get(at)))) {
      at--;
    }
    return at;
  }

  private static boolean isQuoted(String line) {
    return line.stripLeading().startsWith(">");
  }

  private static int nextWritten(List<String> lines, int from) {
    int at = from;
    while (at < lines.size() && lines.get(at).isBlank()) {
      at++;
    }
    return at;
  }

  private static String shortened(String line) {
    return line.substring(0, Math.min(LONGEST_LINE, line.length())).strip();
  }
}
