package it.sportello.web.widget;

import it.sportello.web.problem.Problem;
import java.util.List;
import java.util.Map;

/** What the form alone can be told. */
final class FormProblems {
  private FormProblems() {}

  /** The page that calls belongs to no product, or to another one than its session. */
  static Problem origin() {
    return problem(403, "form-origin", Map.of());
  }

  /** No form session, or one that is over: a fresh token opens another. */
  static Problem session() {
    return problem(401, "form-session", Map.of());
  }

  /** Not a token of a known product for this desk, or tampered with. */
  static Problem token() {
    return problem(401, "form-token", Map.of());
  }

  /** Once good, but past its five minutes or exchanged before. */
  static Problem tokenOver() {
    return problem(401, "form-token-over", Map.of());
  }

  static Problem unknownPlatform(String code) {
    return problem(403, "form-platform", Map.of("platform", code));
  }

  static Problem unknownContact(String address, String code) {
    return problem(403, "form-contact", Map.of("address", address, "platform", code));
  }

  static Problem wrongType(String name) {
    return problem(415, "form-file-type", Map.of("name", name));
  }

  static Problem tooLarge(long limit) {
    return problem(413, "form-file-large", Map.of("megabytes", limit >> 20));
  }

  private static Problem problem(int status, String type, Map<String, Object> facts) {
    return new Problem(status, type, facts, List.of());
  }
}
