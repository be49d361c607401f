package it.sportello.notifications;

/** Why a mail waits in the quarantine. */
public enum Reason {
  /** Neither the address nor its domain is registered. */
  UNKNOWN_SENDER,
  /** Registered for several platforms: an agent chooses. */
  AMBIGUOUS,
  /** Answers a ticket in which the sender does not take part. */
  STRANGER,
  /** Fails the check that the owner of its domain asks for: not from whom it says. */
  FORGED,
  /** Names a colleague as its author and cannot prove it. */
  STAFF_ADDRESS,
  /** Written by a program and about no ticket; never opens one and is never answered. */
  AUTOMATIC,
  /** Claims to come from the desk itself. */
  OWN_ADDRESS,
  /** No sender or several, or broken beyond reading; the raw bytes are kept. */
  UNREADABLE,
  /** Larger than a mail may be. */
  TOO_LARGE,
  /** The contract does not admit it. */
  NOT_ADMITTED
}
