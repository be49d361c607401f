package it.sportello.notifications.words;

import java.util.Optional;

/** A fact that words may mention between two braces. Its value is text and nothing else. */
public enum Variable {
  NUMBER("number"),
  SUBJECT("subject"),
  AGENT("agent"),
  PLATFORM("platform"),
  WHEN("when"),
  TAKE_BY("takeBy"),
  ANSWER_BY("answerBy"),
  RESOLVE_BY("resolveBy"),
  COUNTS("counts"),
  DESK("desk");

  private final String key;

  Variable(String key) {
    this.key = key;
  }

  /** As it is written between the braces. */
  public String key() {
    return key;
  }

  static Optional<Variable> of(String key) {
    for (Variable variable : values()) {
      if (variable.key.equals(key)) {
        return Optional.of(variable);
      }
    }
    return Optional.empty();
  }
}
