package it.sportello.notifications.reading;

import java.util.Set;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeVisitor;

/** The words of an HTML mail, with its paragraphs, list marks and the targets of its links. */
final class HtmlText implements NodeVisitor {
  private static final Set<String> BLOCKS =
      Set.of(
          "p",
          "div",
          "h1",
          "h2",
          "h3",
          "h4",
          "h5",
          "h6",
          "ul",
          "ol",
          "table",
          "blockquote",
          "pre",
          "dl",
          "hr");
  private static final Set<String> LINES = Set.of("br", "li", "tr", "dt", "dd");
  private static final Set<String> UNSEEN =
      Set.of("head", "style", "script", "noscript", "template", "svg", "math", "title");

  private final StringBuilder out = new StringBuilder();
  private int unseen;

  private HtmlText() {}

  static String of(String html) {
    HtmlText text = new HtmlText();
    Jsoup.parse(html).traverse(text);
    return text.out
        .toString()
        .replaceAll("[ \\u00a0]+\\n", "\n")
        .replaceAll("\\n{3,}", "\n\n")
        .strip();
  }

  @Override
  public void head(Node node, int depth) {
    if (UNSEEN.contains(node.nodeName())) {
      unseen++;
    }
    if (unseen > 0) {
      return;
    }
    if (node instanceof TextNode words) {
      append(words);
      return;
    }
    if (BLOCKS.contains(node.nodeName())) {
      lines(node.nodeName().equals("div") ? 1 : 2);
    }
    if (LINES.contains(node.nodeName())) {
      lines(node.nodeName().equals("br") ? 0 : 1);
      out.append(node.nodeName().equals("br") ? "\n" : node.nodeName().equals("li") ? "- " : "");
    }
    if (node.nodeName().equals("td") || node.nodeName().equals("th")) {
      out.append(out.isEmpty() || Character.isWhitespace(out.charAt(out.length() - 1)) ? "" : " ");
    }
  }

  @Override
  public void tail(Node node, int depth) {
    if (UNSEEN.contains(node.nodeName())) {
      unseen--;
      return;
    }
    if (unseen == 0 && node instanceof Element link && link.normalName().equals("a")) {
      target(link);
    }
    if (unseen == 0 && BLOCKS.contains(node.nodeName())) {
      lines(node.nodeName().equals("div") ? 1 : 2);
    }
  }

  private void append(TextNode words) {
    Element parent = words.parent();
    boolean kept = parent != null && parent.closest("pre") != null;
    String text =
        kept ? words.getWholeText() : words.getWholeText().replaceAll("[ \\t\\r\\n]+", " ");
    boolean fresh = out.isEmpty() || out.charAt(out.length() - 1) == '\n';
    out.append(fresh && !kept ? text.stripLeading() : text);
  }

  private void target(Element link) {
    String href = link.attr("href").strip();
    boolean told = link.text().contains(href.replaceFirst("^(https?://|mailto:)", ""));
    if (href.matches("(?i)(https?|mailto):.*") && !told && href.length() < 2_000) {
      out.append(" <").append(href).append('>');
    }
  }

  private void lines(int wanted) {
    int there = 0;
    while (there < out.length() && out.charAt(out.length() - 1 - there) == '\n') {
      there++;
    }
    if (!out.isEmpty()) {
      out.append("\n".repeat(Math.max(0, wanted - there)));
    }
  }
}
