package it.sportello.notifications;

import static java.util.stream.Collectors.joining;

import jakarta.mail.Folder;
import jakarta.mail.MessageRemovedException;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Store;
import jakarta.mail.UIDFolder;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Predicate;
import org.eclipse.angus.mail.iap.ByteArray;
import org.eclipse.angus.mail.iap.ProtocolException;
import org.eclipse.angus.mail.iap.Response;
import org.eclipse.angus.mail.imap.IMAPFolder;
import org.eclipse.angus.mail.imap.IMAPStore;
import org.eclipse.angus.mail.imap.protocol.BODY;
import org.eclipse.angus.mail.imap.protocol.FetchResponse;
import org.eclipse.angus.mail.imap.protocol.IMAPProtocol;
import org.eclipse.angus.mail.imap.protocol.IMAPResponse;
import org.eclipse.angus.mail.imap.protocol.INTERNALDATE;
import org.eclipse.angus.mail.imap.protocol.RFC822SIZE;
import org.eclipse.angus.mail.imap.protocol.UID;

/**
 * An open connection to one folder of an IMAP server, whose mails are known by their UIDs alone.
 * Used by one thread, but for {@link #wake}.
 */
final class ImapMailbox implements AutoCloseable {
  /** In bytes; what is read of a large mail is not whole in memory. */
  private static final int PIECE = 512 * 1024;

  private final Store store;
  private final Folder folder;

  /** The server has spoken of more mails than it was asked about since. */
  private volatile boolean news;

  /**
   * Reading leaves no trace on the server ({@code BODY.PEEK}) until the mail is safe with us.
   *
   * @param secret the password, or the access token
   * @param patience with a server that says nothing
   */
  ImapMailbox(MailboxKey key, String secret, GuardedSockets sockets, Duration patience)
      throws MessagingException {
    String scheme = key.encryption() == Mailbox.Encryption.TLS ? "imaps" : "imap";
    Properties properties = properties(key, "mail." + scheme + ".", sockets, patience);
    this.store = Session.getInstance(properties).getStore(scheme);
    try {
      store.connect(key.host(), key.port(), key.login(), secret);
      this.folder = store.getFolder(key.folder());
      folder.open(Folder.READ_WRITE);
      hearNews();
    } catch (MessagingException e) {
      store.close();
      throw e;
    }
  }

  private static Properties properties(
      MailboxKey key, String prefix, GuardedSockets sockets, Duration patience) {
    String millis = Long.toString(patience.toMillis());
    Properties properties = new Properties();
    properties.put(
        prefix + "connectiontimeout", Long.toString(Math.min(10_000, patience.toMillis())));
    properties.put(prefix + "timeout", millis);
    properties.put(prefix + "writetimeout", millis);
    properties.put(prefix + "socketFactory", sockets);
    properties.put(prefix + "socketFactory.fallback", "false");
    properties.put(prefix + "ssl.checkserveridentity", "true");
    if (key.encryption() == Mailbox.Encryption.STARTTLS) {
      properties.put(prefix + "starttls.enable", "true");
      properties.put(prefix + "starttls.required", "true");
    }
    if (key.signIn() != Mailbox.SignIn.PASSWORD) {
      properties.put(prefix + "auth.mechanisms", "XOAUTH2");
    }
    return properties;
  }

  /** What comes by the way, with the answer to another command, must not be slept through. */
  private void hearNews() throws MessagingException {
    command(
        protocol -> {
          protocol.addResponseHandler(
              response -> {
                if (response instanceof IMAPResponse said && said.keyEquals("EXISTS")) {
                  news = true;
                }
              });
          return null;
        });
  }

  boolean hasNews() {
    return news;
  }

  long uidvalidity() throws MessagingException {
    return ((UIDFolder) folder).getUIDValidity();
  }

  /** Whether the server can say by itself that something has come (RFC 2177). */
  boolean canListen() throws MessagingException {
    return ((IMAPStore) store).hasCapability("IDLE");
  }

  /** Waits until the server says something, {@link #wake} is called or the line breaks. */
  void listen() throws MessagingException {
    ((IMAPFolder) folder).idle(true);
  }

  /** Ends {@link #listen}, from another thread; waits for the server's answer. */
  void wake() {
    try {
      folder.getMessageCount();
    } catch (MessagingException | IllegalStateException e) {
      // Whoever listened finds out by itself.
      return;
    }
  }

  /** In ascending order. A range that ends in {@code *} brings the last mail in any case. */
  List<Long> above(long mark) throws MessagingException {
    // The library asks of its own accord once a second at most.
    command(
        protocol -> {
          protocol.noop();
          return null;
        });
    news = false;
    return uids(mark + 1 + ":*").stream().filter(uid -> uid > mark).toList();
  }

  /** Of all mails that are there. */
  List<Long> uids() throws MessagingException {
    return uids("1:*");
  }

  /** Those of the given that are there. */
  List<Long> present(Collection<Long> uids) throws MessagingException {
    return uids(set(uids)).stream().filter(uids::contains).toList();
  }

  /**
   * A piece of a mail.
   *
   * @param date INTERNALDATE, with the first; empty where the server tells none
   * @param size of the whole mail as the server says, in bytes; zero where it does not
   * @param last whether nothing comes after it
   */
  record Piece(Optional<Instant> date, long size, ByteArray bytes, boolean last) {
    void writeTo(OutputStream out) throws IOException {
      out.write(bytes.getBytes(), bytes.getStart(), bytes.getCount());
    }
  }

  /**
   * Asked for by UID and told by it: the numbers in a folder are moved by whoever deletes a mail
   * meanwhile, and not every server says so in time.
   *
   * @throws MessageRemovedException when it is not there any more
   * @throws IOException when the server sends other bytes than those asked for
   */
  Piece first(long uid) throws MessagingException, IOException {
    String body = "BODY.PEEK[]<0." + PIECE + ">";
    Optional<FetchResponse> found = answer(uid, "INTERNALDATE RFC822.SIZE " + body);
    // The library drops the whole answer where the date is none.
    FetchResponse answer =
        found.isPresent()
            ? found.get()
            : answer(uid, body).orElseThrow(MessageRemovedException::new);
    BODY had = answer.getItem(BODY.class);
    ByteArray bytes = had.getByteArray();
    if (bytes == null) {
      return new Piece(date(answer), 0, new ByteArray(0), true);
    }
    // Some servers send the whole mail and do not say where it begins.
    boolean whole = had.getOrigin() < 0 && bytes.getCount() != PIECE;
    if (had.getOrigin() > 0) {
      throw new IOException("a mail begins in its middle");
    }
    RFC822SIZE told = answer.getItem(RFC822SIZE.class);
    long size = told == null ? 0 : told.size;
    return new Piece(date(answer), size, bytes, whole || isEnd(0, bytes.getCount(), size));
  }

  /**
   * What follows.
   *
   * @param from how many bytes there are already
   * @param size as the first piece said
   * @throws MessageRemovedException as {@link #first}
   * @throws IOException as {@link #first}
   */
  Piece next(long uid, long from, long size) throws MessagingException, IOException {
    Optional<FetchResponse> answer = answer(uid, "BODY.PEEK[]<" + from + "." + PIECE + ">");
    boolean complete = size <= from;
    if (answer.isEmpty() && !complete) {
      throw new MessageRemovedException();
    }
    BODY had = answer.map(found -> found.getItem(BODY.class)).orElse(null);
    if (had == null || had.getByteArray() == null || had.getOrigin() != from) {
      // After the end some servers say nothing, or once more what they said first.
      if (complete || from % PIECE != 0) {
        return new Piece(Optional.empty(), size, new ByteArray(0), true);
      }
      throw new IOException("a piece of a mail begins elsewhere than asked for");
    }
    int count = had.getByteArray().getCount();
    return new Piece(Optional.empty(), size, had.getByteArray(), isEnd(from, count, size));
  }

  /** A size may be wrong either way: only bytes that are missing as well are an end. */
  private static boolean isEnd(long from, int count, long size) {
    return count == 0 || (count < PIECE && from + count >= size);
  }

  private Optional<FetchResponse> answer(long uid, String items) throws MessagingException {
    return fetch(Long.toString(uid), "UID " + items, said -> said.getItem(BODY.class) != null)
        .stream()
        .filter(said -> uid(said) == uid)
        .findFirst();
  }

  void markSeen(Collection<Long> uids) throws MessagingException {
    command(protocol -> answers(protocol, "UID STORE " + set(uids) + " +FLAGS.SILENT (\\Seen)"));
  }

  boolean isOpen() {
    return folder.isOpen();
  }

  private List<Long> uids(String set) throws MessagingException {
    return fetch(set, "UID", answer -> true).stream()
        .map(ImapMailbox::uid)
        .distinct()
        .sorted()
        .toList();
  }

  /** Answers that say whose they are; a server may say more than it was asked. */
  private List<FetchResponse> fetch(String set, String items, Predicate<FetchResponse> wanted)
      throws MessagingException {
    Response[] said =
        (Response[])
            command(protocol -> answers(protocol, "UID FETCH " + set + " (" + items + ")"));
    List<FetchResponse> found = new ArrayList<>();
    for (Response one : said) {
      if (one instanceof FetchResponse answer && uid(answer) > 0 && wanted.test(answer)) {
        found.add(answer);
      }
    }
    return found;
  }

  private static Response[] answers(IMAPProtocol protocol, String command)
      throws ProtocolException {
    Response[] answers = protocol.command(command, null);
    protocol.notifyResponseHandlers(answers);
    protocol.handleResult(answers[answers.length - 1]);
    return answers;
  }

  private Object command(IMAPFolder.ProtocolCommand command) throws MessagingException {
    return ((IMAPFolder) folder).doCommand(command);
  }

  /** Zero where it does not say. */
  private static long uid(FetchResponse answer) {
    UID uid = answer.getItem(UID.class);
    return uid == null ? 0 : uid.uid;
  }

  private static Optional<Instant> date(FetchResponse answer) {
    return Optional.ofNullable(answer.getItem(INTERNALDATE.class))
        .map(INTERNALDATE::getDate)
        .map(Date::toInstant);
  }

  private static String set(Collection<Long> uids) {
    return uids.stream().map(String::valueOf).collect(joining(","));
  }

  @Override
  public void close() throws MessagingException {
    store.close();
  }
}
