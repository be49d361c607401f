package it.sportello.web.problem;

import it.sportello.contacts.Language;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.EnumMap;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.ResourceBundle.Control;

/**
 * The sentences of {@code problems_it} and {@code problems_en}. {@code {name}} in a sentence is the
 * fact of that name, put in as it is: a fact is never a template itself.
 */
final class ProblemWords {
  private static final Map<Language, ProblemWords> ALL = new EnumMap<>(Language.class);
  private static final ZoneId ROME = ZoneId.of("Europe/Rome");

  static {
    for (var language : Language.values()) {
      ALL.put(language, new ProblemWords(language));
    }
  }

  private final ResourceBundle bundle;
  private final DateTimeFormatter moment;

  private ProblemWords(Language language) {
    bundle =
        ResourceBundle.getBundle(
            "it.sportello.web.problem.problems",
            language.locale(),
            ProblemWords.class.getClassLoader(),
            Control.getNoFallbackControl(Control.FORMAT_PROPERTIES));
    moment = DateTimeFormatter.ofPattern(bundle.getString("moment"), language.locale());
  }

  static ProblemWords in(Language language) {
    return ALL.get(language);
  }

  /** The sentence of {@code key}, or of {@code otherwise} where the bundle has no such key. */
  String sentence(String key, String otherwise, Map<String, Object> facts) {
    var pattern = bundle.getString(bundle.containsKey(key) ? key : otherwise);
    var said = new StringBuilder(pattern.length() + 32);
    int at = 0;
    for (int open; (open = pattern.indexOf('{', at)) >= 0; ) {
      int close = pattern.indexOf('}', open);
      said.append(pattern, at, open).append(fact(pattern.substring(open + 1, close), facts));
      at = close + 1;
    }
    return said.append(pattern, at, pattern.length()).toString();
  }

  private String fact(String name, Map<String, Object> facts) {
    var value = facts.get(name);
    if (value == null) {
      return "";
    }
    if (value instanceof Instant instant) {
      return moment.format(instant.atZone(facts.get("zone") instanceof ZoneId zone ? zone : ROME));
    }
    if (value instanceof Enum<?> constant && bundle.containsKey(constant.name())) {
      return bundle.getString(constant.name());
    }
    return value.toString();
  }
}
