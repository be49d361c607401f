package it.sportello.notifications.proof;

import java.util.Optional;

/**
 * @param why in a word or two of the protocols, such as {@code dkim=aurora.example}
 * @param lest what holds if it stays undecided; else the same as {@code trust}
 */
public record Proof(Trust trust, String why, Trust lest) {
  private static final String SEALED = "arc=";

  public Proof(Trust trust, String why) {
    this(trust, why, trust == Trust.UNDECIDED ? Trust.UNPROVEN : trust);
  }

  static Proof of(Trust trust, String why) {
    return new Proof(trust, why.length() > 200 ? why.substring(0, 200) : why);
  }

  /** By the word of a server that passed the mail on. */
  static Proof sealedBy(String sealer) {
    return of(Trust.PROVEN, SEALED + sealer);
  }

  /** The sealer on whose word a mail is proven; empty for a mail that needs none. */
  public static Optional<String> through(Trust trust, String why) {
    return trust == Trust.PROVEN && why.startsWith(SEALED)
        ? Optional.of(why.substring(SEALED.length()))
        : Optional.empty();
  }

  Proof undecided() {
    return new Proof(Trust.UNDECIDED, "dns", lest);
  }

  /** For whoever does not wait any longer. */
  public Proof decided() {
    return new Proof(lest, why);
  }
}
