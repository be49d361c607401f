package it.sportello.notifications;

import it.sportello.contacts.Scope;
import it.sportello.notifications.proof.Trust;
import it.sportello.notifications.reading.Nature;
import it.sportello.notifications.reading.RawHeader;
import it.sportello.notifications.reading.Sealing;
import it.sportello.ticketing.Blobs;
import it.sportello.ticketing.MessageId;
import it.sportello.ticketing.NotAllowed;
import it.sportello.ticketing.TicketId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The mails behind messages, as they came: for the staff alone. Texts are strangers' words. */
@ApplicationScoped
public class MailSources {
  /** As much of a mail's source as is shown. */
  public static final int SHOWN = 256 * 1024;

  @Inject MailSourceRows rows;
  @Inject Blobs blobs;

  /**
   * The mail that became a message.
   *
   * @param message empty for the one that opened the ticket
   * @param proof in a word or two of the protocols
   */
  public record Arrival(
      long mail,
      TicketId ticket,
      Optional<MessageId> message,
      Trust trust,
      String proof,
      Nature nature,
      Sealing sealing) {}

  /**
   * A mail of ours that did not reach its recipient.
   *
   * @param message the reply that it carried; empty for a notice
   * @param detail the other server's words
   */
  public record Return(
      TicketId ticket,
      Optional<MessageId> message,
      String recipient,
      String detail,
      Instant at,
      boolean failed) {}

  /**
   * A mail as it came.
   *
   * @param source from its first byte, at most {@link #SHOWN}; control characters are replaced
   * @param twin the mail that came before and bears the same Message-ID
   * @param cut whether there is more
   */
  public record Source(
      long id,
      String mailbox,
      Instant received,
      Instant imported,
      long size,
      String sha256,
      String state,
      Trust trust,
      String proof,
      Optional<TicketId> ticket,
      Optional<Long> twin,
      List<RawHeader.Field> header,
      String source,
      boolean cut) {}

  /**
   * @throws NotAllowed unless the caller is of the staff
   */
  public List<Arrival> arrivals(Scope scope, Collection<TicketId> tickets) {
    guard(scope);
    return tickets.isEmpty() ? List.of() : rows.arrivals(tickets);
  }

  /**
   * What reports say came back or is late, the latest first.
   *
   * @throws NotAllowed unless the caller is of the staff
   */
  public List<Return> returns(Scope scope, Collection<TicketId> tickets) {
    guard(scope);
    return tickets.isEmpty() ? List.of() : rows.returns(tickets);
  }

  /**
   * Why another server says that an address is nobody's; empty when none does.
   *
   * @throws NotAllowed unless the caller is of the staff
   */
  public Optional<String> badAddress(Scope scope, it.sportello.contacts.EmailAddress address) {
    guard(scope);
    return rows.badAddress(address.key());
  }

  /**
   * Empty when there is no such mail, or its bytes were never fetched.
   *
   * @throws NotAllowed unless the caller is of the staff
   * @throws IOException when the file cannot be read for the moment
   */
  public Optional<Source> source(Scope scope, long id) throws IOException {
    guard(scope);
    Optional<Source> row = rows.source(id);
    // Of what was forgotten there is a row, and a digest of nothing.
    if (row.isEmpty() || row.get().sha256().isEmpty() || row.get().state().equals("GONE")) {
      return Optional.empty();
    }
    return Optional.of(read(row.get()));
  }

  private Source read(Source row) throws IOException {
    RawHeader header;
    byte[] bytes;
    try (InputStream raw = new BufferedInputStream(blobs.open(row.sha256(), 0))) {
      header = RawHeader.read(raw);
    }
    try (InputStream raw = blobs.open(row.sha256(), 0)) {
      bytes = raw.readNBytes(SHOWN);
    }
    return new Source(
        row.id(),
        row.mailbox(),
        row.received(),
        row.imported(),
        row.size(),
        row.sha256(),
        row.state(),
        row.trust(),
        row.proof(),
        row.ticket(),
        row.twin(),
        header.fields(),
        new String(bytes, StandardCharsets.UTF_8)
            .replace("\r\n", "\n")
            .replaceAll("[\\p{Cntrl}&&[^\\n\\t]]", "\ufffd"),
        row.size() > SHOWN);
  }

  private static void guard(Scope scope) {
    if (!scope.everything() || scope instanceof Scope.Integration) {
      throw new NotAllowed("see the source of a mail");
    }
  }
}
