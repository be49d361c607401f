package it.sportello.notifications.reading;

import java.util.ArrayList;
import java.util.List;

/**
 * The text of a mail, as blocks: an alternative is one block in two forms, any other text part a
 * block of its own. So a plain footer behind an HTML letter, or two HTML parts around a picture,
 * appear in both forms.
 */
final class Body {
  private static final class Block {
    final StringBuilder plain = new StringBuilder();
    final StringBuilder html = new StringBuilder();
    private String shown = "";

    /** Sanitised, once: the cleaner also bounds the depth, on which other parsers are quadratic. */
    String shown() {
      if (shown.isEmpty() && !html.isEmpty()) {
        shown = HtmlPolicy.parted(html.toString());
      }
      return shown;
    }
  }

  private final List<Block> blocks = new ArrayList<>();
  private boolean alternative;
  private boolean cut;
  private int characters;
  private String preamble = "";

  void openAlternative() {
    blocks.add(new Block());
    alternative = true;
  }

  void closeAlternative() {
    alternative = false;
  }

  void preamble(String text) {
    preamble = text;
  }

  void plain(String text) {
    append(block().plain, text);
  }

  void html(String source) {
    append(block().html, source);
  }

  boolean cut() {
    return cut;
  }

  String text() {
    StringBuilder out = new StringBuilder();
    for (Block block : blocks) {
      String text = block.plain.toString();
      String shown = Plain.clean(text.isBlank() ? HtmlText.of(block.shown()) : text);
      out.append(out.isEmpty() || shown.isBlank() ? "" : "\n\n").append(shown.strip());
    }
    return blocks.isEmpty() ? Plain.clean(preamble).strip() : limited(out.toString());
  }

  String html() {
    if (blocks.stream().allMatch(block -> block.html.isEmpty())) {
      return "";
    }
    StringBuilder out = new StringBuilder();
    for (Block block : blocks) {
      out.append(
          block.html.isEmpty()
              ? HtmlPolicy.ofPlain(Plain.clean(block.plain.toString()))
              : block.shown());
    }
    return limited(out.toString());
  }

  private Block block() {
    if (!alternative || blocks.isEmpty()) {
      blocks.add(new Block());
    }
    return blocks.get(blocks.size() - 1);
  }

  private void append(StringBuilder to, String text) {
    int room = Math.max(0, MailReader.TEXT - characters);
    cut |= text.length() > room;
    String kept = text.length() > room ? text.substring(0, room) : text;
    characters += kept.length();
    to.append(to.isEmpty() || kept.isEmpty() ? "" : "\n").append(kept);
  }

  private String limited(String text) {
    cut |= text.length() > MailReader.TEXT;
    return text.length() > MailReader.TEXT ? text.substring(0, MailReader.TEXT) : text;
  }
}
