package it.sportello.web.pages;

import it.sportello.contacts.Language;
import java.util.EnumMap;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.ResourceBundle.Control;

/**
 * The sentences of {@code words_it} and {@code words_en}. {@code {0}} and its like are replaced by
 * the facts as they are: a fact is never a template itself.
 */
final class Words {
  private static final Map<Language, Words> ALL = new EnumMap<>(Language.class);

  static {
    for (var language : Language.values()) {
      ALL.put(language, new Words(language));
    }
  }

  private final Language language;
  private final ResourceBundle bundle;

  private Words(Language language) {
    this.language = language;
    this.bundle =
        ResourceBundle.getBundle(
            "it.sportello.web.pages.words",
            language.locale(),
            Words.class.getClassLoader(),
            Control.getNoFallbackControl(Control.FORMAT_PROPERTIES));
  }

  static Words in(Language language) {
    return ALL.get(language);
  }

  Language language() {
    return language;
  }

  boolean knows(String key) {
    return bundle.containsKey(key);
  }

  /** The sentence of {@code key}; the key itself where there is none, so that it is seen. */
  String say(String key, Object... facts) {
    if (!bundle.containsKey(key)) {
      return key;
    }
    String pattern = bundle.getString(key);
    if (facts.length == 0) {
      return pattern;
    }
    var said = new StringBuilder(pattern.length() + 32);
    int at = 0;
    for (int open; (open = pattern.indexOf('{', at)) >= 0; ) {
      int close = pattern.indexOf('}', open);
      said.append(pattern, at, open).append(facts[Integer.parseInt(pattern, open + 1, close, 10)]);
      at = close + 1;
    }
    return said.append(pattern, at, pattern.length()).toString();
  }
}
