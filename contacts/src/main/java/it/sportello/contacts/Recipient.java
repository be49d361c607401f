package it.sportello.contacts;

import jakarta.persistence.Tuple;

/** Where a mail goes, and in which language. */
public record Recipient(EmailAddress address, Language language) {
  static Recipient of(Tuple row) {
    return new Recipient(
        new EmailAddress(Sql.text(row, "address")), Language.valueOf(Sql.text(row, "language")));
  }
}
