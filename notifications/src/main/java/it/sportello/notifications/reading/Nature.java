package it.sportello.notifications.reading;

/** What kind of mail it is, by its header. */
public enum Nature {
  /** As far as anybody can tell. */
  PERSON,
  /** Out of office, notifications, bulk. */
  AUTOMATIC,
  /** Came through a mailing list. */
  LIST,
  /** About the delivery of another mail (RFC 3464, and those who know it not). */
  DELIVERY_REPORT,
  /** Says that a mail was displayed or deleted (RFC 8098). */
  DISPOSITION,
  /** Of Italian certified mail (DM 2 November 2005, annex, section 6). */
  CERTIFIED_RECEIPT;

  /** Whether it is about a mail that was sent before, and no word of a person's. */
  public boolean isReport() {
    return this == DELIVERY_REPORT || this == DISPOSITION || this == CERTIFIED_RECEIPT;
  }
}
