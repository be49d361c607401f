package it.sportello.web.problem;

import java.util.List;

/** Input that can be read but not accepted; every fault found is in it, never only the first. */
public final class InvalidInput extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final transient List<FieldError> errors;

  public InvalidInput(List<FieldError> errors) {
    super("invalid input");
    this.errors = List.copyOf(errors);
  }

  public InvalidInput(String pointer, String key) {
    this(List.of(new FieldError(pointer, key)));
  }

  public List<FieldError> errors() {
    return errors;
  }

  Problem problem() {
    return Problem.invalid(errors);
  }
}
