package it.sportello.notifications.proof;

/** How sure it is that a mail comes from the address it names. */
public enum Trust {
  /** Nobody looked: it came before there was a check, or not by mail. */
  UNCHECKED,
  /** A signature of the author's domain, our mail server or a listed sealer says so. */
  PROVEN,
  /** No proof, and none against it. */
  UNPROVEN,
  /** The domain's owner signs mail, and this one is not; the owner asks for no consequence. */
  DOUBTFUL,
  /** The same, and the owner asks that such mail be refused or held. */
  FORGED,
  /** The name servers did not answer: it is looked at again. */
  UNDECIDED
}
