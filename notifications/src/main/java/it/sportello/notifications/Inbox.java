package it.sportello.notifications;

import it.sportello.contacts.InvalidValue;
import it.sportello.entitlements.NotAdmitted;
import it.sportello.notifications.IncomingMails.Stored;
import it.sportello.notifications.IncomingMails.Summary;
import it.sportello.notifications.proof.Proof;
import it.sportello.notifications.proof.Trust;
import it.sportello.notifications.reading.MailReader;
import it.sportello.notifications.reading.ReadMail;
import it.sportello.notifications.reading.Unreadable;
import it.sportello.ticketing.Blob;
import it.sportello.ticketing.Blobs;
import it.sportello.ticketing.MediaTypes;
import it.sportello.ticketing.Upload;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Where every mail comes in. First its raw bytes are made safe, file before row; what it says and
 * where it belongs is a second step that can be taken again.
 */
@ApplicationScoped
public class Inbox {
  /** The largest mail that is taken, in bytes. */
  public static final long LIMIT = 50L * 1024 * 1024;

  private static final Logger LOG = Logger.getLogger(Inbox.class.getName());
  private static final int BUFFER = 64 * 1024;

  @Inject Blobs blobs;
  @Inject IncomingMails mails;
  @Inject IntakeDesk desk;
  @Inject Authors authors;

  private final MailReader reader = new MailReader();

  /**
   * Stores a mail and reads it. When this returns, the mail is safe, whatever became of it; the
   * same bytes from the same source again are the same mail.
   *
   * @param source who hands it over, such as {@code api:3}
   * @param raw read to its end, not closed
   * @param received when it reached us: the clock of a ticket starts then
   * @throws it.sportello.ticketing.TooLarge beyond {@link #LIMIT}; nothing is kept
   * @throws IOException when it could not be stored; nothing is kept
   */
  public Intake receive(String source, InputStream raw, Instant received) throws IOException {
    Blob blob = blobs.put(raw, LIMIT);
    Stored stored = mails.store(source, blob, received);
    return stored.state().equals("RECEIVED") ? read(stored) : stored.intake();
  }

  /**
   * The second step. What stands in its way for the moment leaves the mail waiting, and it is taken
   * again later; a mail that cannot be read at all goes to the quarantine.
   */
  Intake read(Stored stored) {
    try {
      List<Upload> uploads = new ArrayList<>();
      ReadMail mail = parse(stored, uploads);
      Proof proof = proof(stored, mail);
      if (proof.trust() == Trust.UNDECIDED && stored.waitsForNames()) {
        mails.postpone(stored.id());
        return stored.intake();
      }
      return land(stored, () -> desk.decide(stored.id(), mail, uploads, proof.decided()));
    } catch (Unreadable e) {
      return held(stored, Reason.UNREADABLE, String.valueOf(e.getMessage()));
    } catch (IOException | RuntimeException e) {
      LOG.log(Level.WARNING, "Mail " + stored.id() + " cannot be read for the moment", e);
      return stored.intake();
    }
  }

  /**
   * An agent has decided where a mail of the quarantine belongs.
   *
   * @throws Unreadable as long as nobody can say what is in it
   */
  Intake release(Stored stored, Placement place) throws IOException, Unreadable {
    List<Upload> uploads = new ArrayList<>();
    ReadMail mail = parse(stored, uploads);
    return desk.place(stored.id(), mail, uploads, proof(stored, mail).decided(), place);
  }

  private Intake land(Stored stored, Supplier<Intake> decision) {
    try {
      return decision.get();
    } catch (NotAdmitted e) {
      return held(stored, Reason.NOT_ADMITTED, e.refused().reason().name());
    } catch (InvalidValue e) {
      return held(stored, Reason.UNREADABLE, e.key());
    }
  }

  /** Outside any transaction: it asks the DNS. */
  private Proof proof(Stored stored, ReadMail mail) throws IOException {
    if (mail.from().isEmpty() || mail.report()) {
      return new Proof(Trust.UNCHECKED, "");
    }
    try (InputStream raw = new BufferedInputStream(blobs.open(stored.sha256(), 0), BUFFER)) {
      return authors.prove(raw, mail.from().get().domain());
    }
  }

  private Intake held(Stored stored, Reason reason, String detail) {
    mails.hold(stored.id(), reason, detail, Summary.NONE);
    return new Intake(stored.id(), Optional.empty(), Optional.of(reason));
  }

  private ReadMail parse(Stored stored, List<Upload> uploads) throws IOException, Unreadable {
    try (InputStream raw = new BufferedInputStream(blobs.open(stored.sha256(), 0), BUFFER)) {
      return reader.read(
          raw, (position, name, content) -> uploads.add(upload(stored, position, name, content)));
    }
  }

  /** Named by the row and the place in the mail, so that reading again finds the same file. */
  private Upload upload(Stored stored, int position, String name, InputStream content)
      throws IOException {
    byte[] head = content.readNBytes(MediaTypes.HEAD);
    Blob blob = blobs.put(new SequenceInputStream(new ByteArrayInputStream(head), content), LIMIT);
    return new Upload(
        IntakeDesk.SOURCE,
        stored.id() + ":" + position,
        name,
        MediaTypes.recognise(head).orElse(MediaTypes.UNKNOWN),
        blob);
  }
}
