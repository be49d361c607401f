package it.sportello.contacts;

/** What a member of the staff may do; the names are the role names of the container too. */
public enum Role {
  AGENT,
  SUPERVISOR,
  ADMINISTRATOR
}
