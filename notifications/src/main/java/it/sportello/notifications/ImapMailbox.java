package it.sportello.notifications;

import jakarta.mail.FetchProfile;
import jakarta.mail.Flags;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Store;
import jakarta.mail.UIDFolder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;

/** An open connection to one folder of an IMAP server. Used by one thread. */
final class ImapMailbox implements AutoCloseable {
  private final Store store;
  private final Folder folder;

  /** Reading leaves no trace on the server ({@code BODY.PEEK}) until the mail is safe with us. */
  ImapMailbox(MailSettings.Server server, String folderName) throws MessagingException {
    String scheme = server.tls() == MailSettings.Tls.TLS ? "imaps" : "imap";
    String prefix = "mail." + scheme + ".";
    Properties properties = new Properties();
    properties.put(prefix + "peek", "true");
    properties.put(prefix + "connectiontimeout", "10000");
    properties.put(prefix + "timeout", "60000");
    properties.put(prefix + "writetimeout", "60000");
    properties.put(prefix + "fetchsize", "524288");
    properties.put(prefix + "ssl.checkserveridentity", "true");
    if (server.tls() == MailSettings.Tls.STARTTLS) {
      properties.put(prefix + "starttls.enable", "true");
      properties.put(prefix + "starttls.required", "true");
    }
    this.store = Session.getInstance(properties).getStore(scheme);
    try {
      store.connect(server.host(), server.port(), server.user(), server.password());
      this.folder = store.getFolder(folderName);
      folder.open(Folder.READ_WRITE);
    } catch (MessagingException e) {
      store.close();
      throw e;
    }
  }

  long uidvalidity() throws MessagingException {
    return ((UIDFolder) folder).getUIDValidity();
  }

  /**
   * In the order of their UIDs. A range that ends in {@code *} brings the last mail in any case.
   */
  List<Message> above(long mark) throws MessagingException {
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
    profile.add(FetchProfile.Item.ENVELOPE);
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
