package it.sportello.contacts;

import java.util.List;
import java.util.Map;

/** What is to be entered in the registry cannot be; every fault found is in it. */
public final class InvalidEntry extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final transient List<Fault> faults;

  /**
   * @param pointer to the part of the entry, RFC 6901, such as {@code /addresses/0}
   * @param key names the sentence that says why in the user's language
   * @param facts what the sentence mentions, by name
   */
  public record Fault(String pointer, String key, Map<String, Object> facts) {
    public Fault {
      facts = Map.copyOf(facts);
    }

    public Fault(String pointer, String key) {
      this(pointer, key, Map.of());
    }
  }

  public InvalidEntry(List<Fault> faults) {
    super("This entry cannot be: " + faults.stream().map(Fault::key).toList());
    this.faults = List.copyOf(faults);
  }

  InvalidEntry(String pointer, String key) {
    this(List.of(new Fault(pointer, key)));
  }

  public List<Fault> faults() {
    return faults;
  }
}
