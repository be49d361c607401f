package it.sportello.notifications.words;

/** What a mail of the desk tells. */
public enum Kind {
  RECEIVED,
  TAKEN_IN_CHARGE,
  REPLY,
  RESOLVED,
  SIGN_IN,
  /** To the people on duty: which promises are near or were missed. */
  DUTY,
  /** To the owner of an address that a customer has put into their list. */
  CONFIRM,
  /** To those who keep a platform's list of contacts: another one has changed it. */
  LIST,
  /** To somebody who is not registered and can prove who they are: how to be. */
  STRANGER;

  /** Whether a person wrote it; everything else says of itself that it is automatic. */
  public boolean isWrittenByAPerson() {
    return this == REPLY;
  }
}
