package it.sportello.notifications.reading;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;

/**
 * Where the quotation begins in an HTML mail, by the marks that mail programs leave. The answer is
 * two documents; {@link #MARK} stands between them once both were cleaned, and no sender can write
 * it: the policy keeps no class.
 */
final class HtmlQuote {
  /** Parts what was written now from what it quotes, in HTML that is ready to be shown. */
  static final String MARK = "<hr class=\"quoted\"/>";

  private static final String QUOTES =
      "div.gmail_quote, div.gmail_extra, blockquote[type=cite], div.moz-cite-prefix,"
          + " div#divRplyFwdMsg, div#appendonsend, div#mail-editor-reference-message-container,"
          + " div.yahoo_quoted, div.protonmail_quote, blockquote.protonmail_quote,"
          + " div#x_divRplyFwdMsg, span#OLK_SRC_BODY_SECTION, div.ms-outlook-mobile-reference-message,"
          + " blockquote.gmail_quote, div.zmail_extra, div#reply-intro, blockquote#replybody";
  private static final Pattern LIKELY =
      Pattern.compile(
          "(?i)gmail_(?:quote|extra)|type=.{0,2}cite|moz-cite|divRplyFwdMsg|appendonsend|yahoo_quoted"
              + "|protonmail_quote|OLK_SRC|reference-message|zmail_extra|reply-intro|replybody"
              + "|>\\s*(?:da|from|von|de):");
  private static final Pattern AUTHOR = Pattern.compile("(?iu)(?:da|from|von|de)\\s?:");
  private static final Pattern FIELDS =
      Pattern.compile("(?iu)(?:inviato|sent|data|date|gesendet|envoyé|enviado)\\s?:");

  private HtmlQuote() {}

  /** The halves of a mail. */
  record Halves(String own, String quoted) {}

  /** Cheap, so that most mails are cleaned once only. */
  static boolean isLikely(String source) {
    return LIKELY.matcher(source).find();
  }

  /**
   * @param html with its depth bounded already
   */
  static Optional<Halves> part(String html) {
    Document document = Jsoup.parse(html);
    return first(document)
        .map(HtmlQuote::withIntroduction)
        .filter(quote -> nothingIsWrittenBelow(quote, document))
        .map(quote -> halves(quote, document))
        .filter(halves -> !Jsoup.parse(halves.own()).text().isBlank());
  }

  private static Optional<Element> first(Document document) {
    return Optional.ofNullable(document.selectFirst(QUOTES)).or(() -> ofOutlook(document));
  }

  /**
   * Outlook marks nothing: a paragraph that begins with the author's field in bold, then others.
   */
  private static Optional<Element> ofOutlook(Document document) {
    for (Element bold : document.select("b, strong")) {
      Element paragraph = bold.closest("p, div");
      if (AUTHOR.matcher(bold.text().strip()).matches()
          && paragraph != null
          && paragraph.text().strip().startsWith(bold.text().strip())
          && FIELDS.matcher(paragraph.text()).find()) {
        Element around = paragraph.parent();
        boolean box =
            around != null && around.normalName().equals("div") && around.childrenSize() == 1;
        return Optional.of(box ? around : paragraph);
      }
    }
    return Optional.empty();
  }

  /** Apple Mail writes who wrote it in a block of its own above the quotation. */
  private static Element withIntroduction(Element quote) {
    Element before = quote.previousElementSibling();
    while (before != null && before.text().isBlank()) {
      before = before.previousElementSibling();
    }
    boolean introduces =
        before != null
            && before.text().length() < 300
            && before
                .text()
                .toLowerCase(Locale.ROOT)
                .matches("(?s).*(?:ha scritto|wrote|schrieb[^:]*|a écrit|escribió)\\s*:?\\s*");
    return introduces ? before : quote;
  }

  /** What follows the last quotation would be an answer between the lines. */
  private static boolean nothingIsWrittenBelow(Element quote, Document document) {
    if (!quote.normalName().equals("blockquote") || document.select(QUOTES).size() > 1) {
      return true;
    }
    Document rest = Jsoup.parse(halves(quote, document).quoted());
    rest.select("blockquote").remove();
    return rest.text().isBlank();
  }

  private static Halves halves(Element quote, Document document) {
    quote.attr("data-here", "");
    Document own = document.clone();
    Document quoted = document.clone();
    quote.removeAttr("data-here");
    Element cut = own.selectFirst("[data-here]");
    for (Node node = cut; node != own.body() && node != null; node = node.parent()) {
      while (node.nextSibling() != null) {
        node.nextSibling().remove();
      }
    }
    cut.remove();
    Element from = quoted.selectFirst("[data-here]");
    for (Node node = from; node != quoted.body() && node != null; node = node.parent()) {
      while (node.previousSibling() != null) {
        node.previousSibling().remove();
      }
    }
    return new Halves(own.body().html(), quoted.body().html());
  }
}
