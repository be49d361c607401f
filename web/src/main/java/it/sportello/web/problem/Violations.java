package it.sportello.web.problem;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Violated constraints as errors by field, in the order of their pointers. */
final class Violations {
  private Violations() {}

  static List<FieldError> of(ConstraintViolationException e) {
    return e.getConstraintViolations().stream()
        .map(Violations::of)
        .sorted(Comparator.comparing(FieldError::pointer).thenComparing(FieldError::key))
        .toList();
  }

  /**
   * A template such as {@code {jakarta.validation.constraints.Size.message}} becomes the key {@code
   * Size}; one of our own, {@code {subject.missing}}, stays as it is.
   */
  private static FieldError of(ConstraintViolation<?> violation) {
    var key =
        violation
            .getMessageTemplate()
            .replaceAll("^\\{|\\}$", "")
            .replaceAll("^(?:jakarta|org\\.hibernate)[\\w.]*\\.(\\w+)\\.message$", "$1");
    return new FieldError(
        pointer(violation.getPropertyPath()),
        key,
        facts(violation.getConstraintDescriptor().getAttributes()));
  }

  private static Map<String, Object> facts(Map<String, Object> attributes) {
    var facts = new HashMap<String, Object>();
    attributes.forEach(
        (name, value) -> {
          if (value instanceof Number) {
            facts.put(name, value);
          }
        });
    return facts;
  }

  /** RFC 6901; the method and the parameter that a path of JAX-RS begins with are left out. */
  private static String pointer(Path path) {
    var pointer = new StringBuilder();
    for (var node : path) {
      if (node.isInIterable()) {
        pointer.append('/').append(node.getKey() == null ? node.getIndex() : node.getKey());
      }
      if (node.getKind() == ElementKind.PROPERTY) {
        pointer.append('/').append(node.getName().replace("~", "~0").replace("/", "~1"));
      }
    }
    return pointer.toString();
  }
}
