package it.sportello.entitlements;

import java.util.List;
import java.util.Map;

/** What an administrator asked for cannot be; every fault found is in it, never only the first. */
public final class InvalidTerms extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final transient List<Fault> faults;

  /**
   * @param pointer to the part of the command, RFC 6901, such as {@code /targets/answer}
   * @param key names the sentence that says why in the user's language
   * @param facts what the sentence mentions, by name
   */
  public record Fault(String pointer, String key, Map<String, Object> facts) {
    public Fault {
      facts = Map.copyOf(facts);
    }
  }

  InvalidTerms(List<Fault> faults) {
    super("These terms cannot be: " + faults + "; nothing was changed.");
    this.faults = List.copyOf(faults);
  }

  public List<Fault> faults() {
    return faults;
  }
}
