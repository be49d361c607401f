package it.sportello.web.problem;

import it.sportello.contacts.Language;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.ResourceBundle.Control;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The sentences of one bundle in one language. {@code {name}} in a sentence is the fact of that
 * name, put in as it is: a fact is never a template itself. Instants are said by the bundle's own
 * pattern, {@code moment}, in the zone that the fact {@code zone} holds.
 */
public final class Words {
  private static final Map<String, Words> ALL = new ConcurrentHashMap<>();
  private static final ZoneId ROME = ZoneId.of("Europe/Rome");

  private final ResourceBundle bundle;
  private final DateTimeFormatter moment;
  private final DateTimeFormatter day;

  private Words(String name, Language language) {
    bundle =
        ResourceBundle.getBundle(
            name,
            language.locale(),
            Words.class.getClassLoader(),
            Control.getNoFallbackControl(Control.FORMAT_PROPERTIES));
    var pattern = bundle.containsKey("moment") ? bundle.getString("moment") : "yyyy-MM-dd HH:mm";
    moment = DateTimeFormatter.ofPattern(pattern, language.locale());
    day = DateTimeFormatter.ofPattern("d MMMM yyyy", language.locale());
  }

  /**
   * @param bundle such as {@code it.sportello.web.phone.phone}; it has a file for each language
   */
  public static Words of(String bundle, Language language) {
    return ALL.computeIfAbsent(bundle + language, key -> new Words(bundle, language));
  }

  static Words ofProblems(Language language) {
    return of("it.sportello.web.problem.problems", language);
  }

  public String sentence(String key, Map<String, Object> facts) {
    return sentence(key, key, facts);
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
    if (value instanceof LocalDate date) {
      return day.format(date);
    }
    if (value instanceof Enum<?> constant && bundle.containsKey(constant.name())) {
      return bundle.getString(constant.name());
    }
    return value.toString();
  }
}
