package it.sportello.ticketing;

/** The three ways in. */
public enum Channel {
  FORM,
  EMAIL,
  PHONE
}
