package it.sportello.notifications;

import jakarta.mail.FetchProfile;
import jakarta.mail.Flags;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Store;
import jakarta.mail.UIDFolder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import org.eclipse.angus.mail.imap.IMAPFolder;
import org.eclipse.angus.mail.imap.IMAPStore;
import org.eclipse.angus.mail.imap.protocol.IMAPResponse;

/**
 * An open connection to one folder of an IMAP server. Used by one thread, but for {@link #wake} and
 * {@link #cut}.
 */
final class ImapMailbox implements AutoCloseable {
  private final Store store;
  private final Folder folder;
  private final GuardedSockets sockets;

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
    this.sockets = sockets;
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
    properties.put(prefix + "peek", "true");
    properties.put(
        prefix + "connectiontimeout", Long.toString(Math.min(10_000, patience.toMillis())));
    properties.put(prefix + "timeout", millis);
    properties.put(prefix + "writetimeout", millis);
    properties.put(prefix + "fetchsize", "524288");
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
    ((IMAPFolder) folder)
        .doCommand(
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

  /** Breaks the line, from another thread, without waiting for anybody. */
  void cut() {
    sockets.cut();
  }

  /**
   * In the order of their UIDs. A range that ends in {@code *} brings the last mail in any case.
   */
  List<Message> above(long mark) throws MessagingException {
    // The library asks of its own accord once a second at most.
    ((IMAPFolder) folder)
        .doCommand(
            protocol -> {
              protocol.noop();
              return null;
            });
    news = false;
    Message[] found = ((UIDFolder) folder).getMessagesByUID(mark + 1, UIDFolder.LASTUID);
    List<Message> above = new ArrayList<>();
    for (Message message : found) {
      if (message != null && uid(message) > mark) {
        above.add(message);
      }
    }
    above.sort(java.util.Comparator.comparingLong(this::uidOrNone));
    return above;
  }

  /** Of all mails that are there, without asking for anything else of them. */
  List<Long> uids() throws MessagingException {
    Message[] all = folder.getMessages();
    FetchProfile profile = new FetchProfile();
    profile.add(UIDFolder.FetchProfileItem.UID);
    folder.fetch(all, profile);
    List<Long> uids = new ArrayList<>();
    for (Message message : all) {
      uids.add(uid(message));
    }
    return uids;
  }

  List<Message> byUids(List<Long> uids) throws MessagingException {
    long[] wanted = uids.stream().mapToLong(Long::longValue).toArray();
    return Arrays.asList(((UIDFolder) folder).getMessagesByUID(wanted));
  }

  /** Dates and sizes of several mails in one round trip. */
  void prefetch(List<Message> messages) throws MessagingException {
    FetchProfile profile = new FetchProfile();
    profile.add(UIDFolder.FetchProfileItem.UID);
    profile.add(FetchProfile.Item.SIZE);
    profile.add(IMAPFolder.FetchProfileItem.INTERNALDATE);
    folder.fetch(messages.toArray(Message[]::new), profile);
  }

  long uid(Message message) throws MessagingException {
    return ((UIDFolder) folder).getUID(message);
  }

  boolean isOpen() {
    return folder.isOpen();
  }

  void markSeen(List<Message> messages) throws MessagingException {
    folder.setFlags(messages.toArray(Message[]::new), new Flags(Flags.Flag.SEEN), true);
  }

  @Override
  public void close() throws MessagingException {
    store.close();
  }

  private long uidOrNone(Message message) {
    try {
      return uid(message);
    } catch (MessagingException e) {
      return Long.MAX_VALUE;
    }
  }
}
