package it.sportello.notifications.reading;

/** Whether S/MIME or PGP was used; neither is opened or checked here. */
public enum Sealing {
  NONE,
  /** The signature is among the attachments. */
  SIGNED,
  /** What it says is known to nobody here; the sealed part is among the attachments. */
  ENCRYPTED
}
