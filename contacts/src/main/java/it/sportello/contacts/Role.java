package it.sportello.contacts;

/** What a member of the staff may do; the names are the role names of the container too. */
public enum Role {
  AGENT,
  SUPERVISOR,
  ADMINISTRATOR,
  /** Sees every ticket and the trail of acts, and changes nothing. */
  AUDITOR
}
