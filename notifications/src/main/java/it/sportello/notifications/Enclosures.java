package it.sportello.notifications;

import it.sportello.contacts.DataRow;
import it.sportello.ticketing.Blobs;
import it.sportello.ticketing.Content;
import it.sportello.ticketing.MessageId;
import it.sportello.ticketing.Replies;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The files of replies: as many as a mail may carry go within it, the others wait behind a sign-in.
 * Their bytes go from the store to the relay and are never whole in memory.
 */
@ApplicationScoped
class Enclosures {
  /** What all files of a mail may be together, in bytes; in base64 a third more. */
  static final long MOST = 10L * 1024 * 1024;

  private static final int CHUNK = 57 * 1024;

  private static final String ADD =
      """
      insert into notifications.outgoing_file (mail, place, head, size, sha256)
      values (:mail, :place, :head, :size, :sha256)
      """;

  private static final String DROP = "delete from notifications.outgoing_file where mail = :mail";

  private static final String OF =
      """
      select mail, head, size, sha256
      from notifications.outgoing_file
      where mail in (:mails)
      order by mail, place
      """;

  @PersistenceContext(unitName = "sportello")
  EntityManager em;

  @Inject Replies replies;
  @Inject Blobs blobs;

  /** What goes within the mail, and what does not. */
  record Sorted(List<Content> within, List<Content> linked) {}

  /** In their order, as long as there is room. */
  @Transactional(TxType.MANDATORY)
  Sorted of(MessageId reply) {
    List<Content> within = new ArrayList<>();
    List<Content> linked = new ArrayList<>();
    long room = MOST;
    for (Content file : replies.files(reply)) {
      if (file.size() <= room) {
        within.add(file);
        room -= file.size();
      } else {
        linked.add(file);
      }
    }
    return new Sorted(within, linked);
  }

  /** With the bytes of the mail, in one transaction. */
  @Transactional(TxType.MANDATORY)
  void keep(long mail, List<Enclosure> files) {
    Sql.run(em, DROP, Map.of("mail", mail));
    for (int place = 0; place < files.size(); place++) {
      Enclosure file = files.get(place);
      Sql.run(
          em,
          ADD,
          Map.of(
              "mail", mail,
              "place", place,
              "head", file.head(),
              "size", file.size(),
              "sha256", file.sha256()));
    }
  }

  @Transactional(TxType.MANDATORY)
  Map<Long, List<Enclosure>> ofMails(Collection<Long> mails) {
    Map<Long, List<Enclosure>> files = new HashMap<>();
    if (mails.isEmpty()) {
      return files;
    }
    for (DataRow row : Sql.rows(em, OF, Map.of("mails", mails))) {
      files
          .computeIfAbsent(Sql.number(row, "mail"), mail -> new ArrayList<>())
          .add(
              new Enclosure(
                  Sql.text(row, "head"), Sql.number(row, "size"), Sql.text(row, "sha256")));
    }
    return files;
  }

  /**
   * The mail with its files; outside of a transaction, because whoever reads may be slow.
   *
   * @throws IOException also when a file is gone: a mail never ends before its last byte
   */
  void write(ClaimedMail mail, OutputStream out) throws IOException {
    byte[] stored = mail.rendered();
    if (mail.files().isEmpty()) {
      out.write(stored);
      return;
    }
    byte[] end = LetterPress.end(mail.messageId()).getBytes(StandardCharsets.US_ASCII);
    out.write(stored, 0, stored.length - end.length);
    for (Enclosure file : mail.files()) {
      String part = LetterPress.part(mail.messageId()) + file.head() + "\r\n";
      out.write(part.getBytes(StandardCharsets.US_ASCII));
      copy(file, out);
      out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
    }
    out.write(end);
  }

  private void copy(Enclosure file, OutputStream out) throws IOException {
    long left = file.size();
    byte[] some = new byte[CHUNK];
    try (InputStream bytes = blobs.open(file.sha256(), 0);
        OutputStream base64 = Base64.getMimeEncoder().wrap(new Unclosed(out))) {
      for (int read = bytes.readNBytes(some, 0, CHUNK);
          read > 0;
          read = bytes.readNBytes(some, 0, CHUNK)) {
        base64.write(some, 0, read);
        left -= read;
      }
    }
    if (left != 0) {
      throw new IOException("A file is not as long as it was: " + file.sha256());
    }
  }

  /** Closing the encoder writes its last letters and must not close the mail. */
  private static final class Unclosed extends FilterOutputStream {
    Unclosed(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      out.write(bytes, from, length);
    }

    @Override
    public void close() {
      // The mail goes on.
    }
  }
}
