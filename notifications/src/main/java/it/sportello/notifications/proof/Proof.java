package it.sportello.notifications.proof;

/**
 * @param why in a word or two of the protocols, such as {@code dkim=aurora.example}
 */
public record Proof(Trust trust, String why) {
  static Proof of(Trust trust, String why) {
    return new Proof(trust, why.length() > 200 ? why.substring(0, 200) : why);
  }
}
