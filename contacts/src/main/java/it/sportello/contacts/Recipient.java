package it.sportello.contacts;

/** Where a mail goes, and in which language. */
public record Recipient(EmailAddress address, Language language) {
  static Recipient of(DataRow row) {
    return new Recipient(
        new EmailAddress(Sql.text(row, "address")), Language.valueOf(Sql.text(row, "language")));
  }
}
