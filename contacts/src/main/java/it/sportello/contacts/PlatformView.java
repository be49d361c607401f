package it.sportello.contacts;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A platform as its page shows it.
 *
 * @param product of the vendor's that it belongs to, by its id; empty where nobody has said so
 * @param closed since when nobody writes or calls for it
 * @param version to be brought along by who changes it
 * @param domains in order
 * @param codes every console number it ever had, the current one first
 */
public record PlatformView(
    Platform platform,
    String country,
    Optional<String> product,
    Optional<Instant> closed,
    long version,
    List<String> domains,
    List<Code> codes) {

  /**
   * @param actor as {@link Audit} names who gave it
   */
  public record Code(PlatformCode code, Instant since, String actor, String reason) {}
}
