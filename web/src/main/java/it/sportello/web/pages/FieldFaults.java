package it.sportello.web.pages;

import it.sportello.web.problem.FieldError;
import it.sportello.web.problem.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is wrong with a form: at its fields, and all of it in a list. */
final class FieldFaults {
  private static final int UNPROCESSABLE = 422;

  private final Words words;
  private final Map<String, String> byField = new LinkedHashMap<>();
  private final List<String> lines = new ArrayList<>();

  FieldFaults(Words words) {
    this.words = words;
  }

  void add(String field, String key) {
    add(field, key, Map.of());
  }

  void add(String field, String key, Map<String, Object> facts) {
    add(new FieldError("/" + field, key, facts));
  }

  /** The faults that a service has found; without any, what the problem itself says. */
  void add(Problem problem) {
    if (problem.errors().isEmpty()) {
      lines.add(problem.detail(words.language()));
    }
    problem.errors().forEach(this::add);
    Turn.status(problem.status());
  }

  /** A pointer leads to a field of the form by its steps, joined by dots. */
  private void add(FieldError error) {
    String field = error.pointer().replaceFirst("^/", "").replace('/', '.');
    String sentence = error.detail(words.language());
    byField.putIfAbsent(field, sentence);
    String key = "field." + field.replaceFirst("^bySeverity\\.\\w+", "targets");
    lines.add(words.knows(key) ? words.say("field.fault", words.say(key), sentence) : sentence);
    Turn.status(UNPROCESSABLE);
  }

  boolean none() {
    return lines.isEmpty();
  }

  Map<String, String> byField() {
    return byField;
  }

  List<String> lines() {
    return lines;
  }
}
