package it.sportello.web.problem;

import it.sportello.contacts.Language;
import java.util.List;
import java.util.Map;

/**
 * Why something was not done, before it is put into words.
 *
 * @param status of HTTP
 * @param type a stable name, such as {@code ticket-not-found}; its sentences in the bundles are
 *     {@code <type>.title} and {@code <type>.detail}
 * @param facts what the detail mentions and a program may read, by name: strings, numbers, instants
 * @param errors by field, for 422 alone
 */
public record Problem(int status, String type, Map<String, Object> facts, List<FieldError> errors) {
  /** The fact that holds the seconds after which a repeat makes sense. */
  public static final String RETRY_AFTER = "retryAfter";

  public Problem {
    facts = Map.copyOf(facts);
    errors = List.copyOf(errors);
  }

  static Problem of(int status, String type) {
    return new Problem(status, type, Map.of(), List.of());
  }

  static Problem of(int status, String type, Map<String, Object> facts) {
    return new Problem(status, type, facts, List.of());
  }

  static Problem invalid(List<FieldError> errors) {
    return new Problem(422, "invalid", Map.of(), errors);
  }

  public String titleKey() {
    return type + ".title";
  }

  /** The few words for a heading. */
  public String title(Language language) {
    return Words.ofProblems(language).sentence(titleKey(), "broken.title", facts);
  }

  /** One or two sentences: what is the matter and what may be done. */
  public String detail(Language language) {
    return Words.ofProblems(language).sentence(type + ".detail", "broken.detail", facts);
  }
}
