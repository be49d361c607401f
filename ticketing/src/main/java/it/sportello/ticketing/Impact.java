package it.sportello.ticketing;

/** How bad the customer says it is, which is not yet the severity. */
public enum Impact {
  /** Work has stopped. */
  STOPPED,
  /** Work goes on with difficulty. */
  HINDERED,
  /** A nuisance. */
  MINOR,
  /** Nothing is broken. */
  QUESTION,
  /** Nobody asked: a mail or a call. */
  UNSTATED
}
