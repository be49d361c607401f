package it.sportello.web.pages;

import java.util.List;

/**
 * A message of a ticket as a page shows it.
 *
 * @param side {@code customer}, {@code agent} or {@code note}
 * @param automatic written by a machine: shown folded
 * @param html sanitised; empty for plain messages
 * @param quoted what the text quotes from before, shown folded; likewise {@code quotedHtml}
 */
public record Letter(
    long id,
    String side,
    boolean automatic,
    String title,
    String detail,
    String initials,
    String when,
    String full,
    String instant,
    String text,
    String html,
    String quoted,
    String quotedHtml,
    Mail mail,
    List<Enclosure> files) {

  /**
   * The mail that a message came by.
   *
   * @param href of its source; empty when it came otherwise, as all the rest is then
   * @param trust how sure its author is, with why in {@code why}
   * @param seal whether it was signed or closed by its author
   */
  public record Mail(String href, String trust, String why, String tone, String seal) {
    static final Mail NONE = new Mail("", "", "", "", "");
  }

  /**
   * @param kind {@code image}, {@code video} or {@code file}
   */
  public record Enclosure(long id, String name, String kind, String size) {}
}
