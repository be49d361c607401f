package it.sportello.notifications.reading;

/**
 * The HTML of a message as it was kept, parted for display. Both parts are clean and whole by
 * themselves.
 *
 * @param quoted empty when nothing is
 */
public record ShownHtml(String own, String quoted) {
  public static ShownHtml of(String kept) {
    int mark = kept.indexOf(HtmlQuote.MARK);
    return mark < 0
        ? new ShownHtml(kept, "")
        : new ShownHtml(
            kept.substring(0, mark),
            kept.substring(mark + HtmlQuote.MARK.length()).replace(HtmlQuote.MARK, ""));
  }
}
