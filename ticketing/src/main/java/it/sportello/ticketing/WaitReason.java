package it.sportello.ticketing;

/** What the desk waits for, from the customer; the resolution pauses meanwhile. */
public enum WaitReason {
  /** Something that only the customer knows. */
  INFORMATION,
  /** The customer tries what was changed or proposed. */
  TEST,
  /** The customer's consent. */
  APPROVAL
}
