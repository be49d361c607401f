package it.sportello.notifications.reading;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.owasp.html.Handler;
import org.owasp.html.HtmlPolicyBuilder;
import org.owasp.html.HtmlSanitizer;
import org.owasp.html.HtmlStreamRenderer;
import org.owasp.html.PolicyFactory;

/**
 * What of a stranger's HTML is shown: text, its structure and links that a person may click. No
 * style, script, form, svg or math, and no image at all: a remote one would tell the sender who
 * read the mail and when, an enclosed one is listed among the attachments.
 */
final class HtmlPolicy {
  private static final PolicyFactory SHOWN =
      new HtmlPolicyBuilder()
          .allowElements(
              "p",
              "div",
              "br",
              "hr",
              "span",
              "b",
              "strong",
              "i",
              "em",
              "u",
              "s",
              "sub",
              "sup",
              "small",
              "blockquote",
              "pre",
              "code",
              "ul",
              "ol",
              "li",
              "dl",
              "dt",
              "dd",
              "h1",
              "h2",
              "h3",
              "h4",
              "h5",
              "h6",
              "table",
              "thead",
              "tbody",
              "tfoot",
              "tr",
              "td",
              "th",
              "caption",
              "a")
          .allowAttributes("href")
          .onElements("a")
          .allowUrlProtocols("http", "https", "mailto")
          .requireRelsOnLinks("nofollow", "noopener", "noreferrer")
          .allowAttributes("colspan", "rowspan")
          .matching(Pattern.compile("[0-9]{1,2}"))
          .onElements("td", "th")
          .allowAttributes("dir")
          .matching(true, "ltr", "rtl", "auto")
          .onElements("p", "div", "span", "table", "td", "blockquote")
          .toFactory();

  /** The same with the marks by which a quotation is recognised; never shown as it is. */
  private static final PolicyFactory MARKED =
      SHOWN.and(
          new HtmlPolicyBuilder()
              .allowElements("div", "span", "blockquote")
              .allowAttributes("id", "class", "type")
              .onElements("div", "span", "blockquote")
              .toFactory());

  private static final Set<String> KEPT = Set.of("href", "colspan", "rowspan", "dir");
  private static final Set<String> KEPT_MARKED =
      Set.of("href", "colspan", "rowspan", "dir", "id", "class", "type");

  private HtmlPolicy() {}

  static String clean(String source) {
    return filtered(source, SHOWN, KEPT);
  }

  /** What was written now, and behind {@link HtmlQuote#MARK} what it quotes. */
  static String parted(String source) {
    if (!HtmlQuote.isLikely(source)) {
      return clean(source);
    }
    return HtmlQuote.part(filtered(source, MARKED, KEPT_MARKED))
        .map(halves -> clean(halves.own()) + HtmlQuote.MARK + clean(halves.quoted()))
        .orElseGet(() -> clean(source));
  }

  private static String filtered(String source, PolicyFactory policy, Set<String> kept) {
    StringBuilder out = new StringBuilder(source.length());
    HtmlStreamRenderer renderer = HtmlStreamRenderer.create(out, Handler.DO_NOTHING);
    HtmlSanitizer.sanitize(source, new FewAttributes(policy.apply(renderer), kept));
    return out.toString();
  }

  /** Plain text in the midst of HTML. */
  static String ofPlain(String text) {
    if (text.isBlank()) {
      return "";
    }
    String escaped = text.strip().replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    return clean("<p>" + escaped.replace("\n", "<br>") + "</p>");
  }

  /**
   * Lets through the first of each attribute that the policy may keep. The library compares every
   * attribute of a tag with every other: one tag with 100,000 of them would take hours.
   */
  private record FewAttributes(HtmlSanitizer.Policy next, Set<String> kept)
      implements HtmlSanitizer.Policy {
    @Override
    public void openTag(String element, List<String> attributes) {
      Map<String, String> first = new LinkedHashMap<>();
      for (Iterator<String> each = attributes.iterator(); each.hasNext(); ) {
        String name = each.next();
        String value = each.next();
        if (kept.contains(name)) {
          first.putIfAbsent(name, value);
        }
      }
      List<String> few = new ArrayList<>();
      first.forEach((name, value) -> few.addAll(List.of(name, value)));
      next.openTag(element, few);
    }

    @Override
    public void closeTag(String element) {
      next.closeTag(element);
    }

    @Override
    public void openDocument() {
      next.openDocument();
    }

    @Override
    public void closeDocument() {
      next.closeDocument();
    }

    @Override
    public void text(String text) {
      next.text(text);
    }
  }
}
