package it.sportello.notifications.words;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Mustache.Compiler;
import com.samskivert.mustache.MustacheException;
import com.samskivert.mustache.Template;
import java.util.HashMap;
import java.util.Map;

/** Words that are ready to be filled in. */
final class Compiled {
  static final Compiler PLAIN =
      Mustache.compiler()
          .escapeHTML(false)
          .emptyStringIsFalse(true)
          .strictSections(true)
          .withCollector(new PlainValues());
  static final Compiler HTML = PLAIN.escapeHTML(true);

  private final Map<String, Template> lines = new HashMap<>();
  private final Template html;

  /**
   * @throws MustacheException when a section is not closed
   */
  Compiled(Wording wording) {
    wording.parts().forEach((name, words) -> lines.put(name, PLAIN.compile(Marks.plain(words))));
    html = HTML.compile(Marks.html(wording.text()));
  }

  /**
   * @throws MustacheException when a variable is not among the values
   */
  String line(String name, Map<String, String> values) {
    return lines.get(name).execute(values).strip();
  }

  String html(Map<String, String> values) {
    return html.execute(values).strip();
  }
}
