package it.sportello.web.problem;

import it.sportello.contacts.Language;
import java.util.Map;

/**
 * What is wrong with one value of the input.
 *
 * @param pointer RFC 6901, such as {@code /reference/list}; empty for the whole input
 * @param key names the sentence in the bundles; one that they do not know is said as "not valid"
 * @param facts what the sentence mentions, by name
 */
public record FieldError(String pointer, String key, Map<String, Object> facts) {
  public FieldError {
    facts = Map.copyOf(facts);
  }

  public FieldError(String pointer, String key) {
    this(pointer, key, Map.of());
  }

  /** The sentence to stand beside the field. */
  public String detail(Language language) {
    return Words.ofProblems(language).sentence(key, "value.invalid", facts);
  }
}
