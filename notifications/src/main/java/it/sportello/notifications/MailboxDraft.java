package it.sportello.notifications;

import it.sportello.contacts.InvalidEntry;
import it.sportello.notifications.Mailbox.Encryption;
import it.sportello.notifications.Mailbox.SignIn;
import java.util.ArrayList;
import java.util.List;

/**
 * A mailbox as somebody enters it.
 *
 * @param secret the password or the client's secret; empty for the one that is kept
 * @param refreshToken empty for the one that is kept
 */
public record MailboxDraft(
    String name,
    String host,
    int port,
    Encryption encryption,
    String login,
    String folder,
    boolean marksSeen,
    SignIn signIn,
    String tokenUrl,
    String client,
    String scope,
    String secret,
    String refreshToken) {
  private static final int LONGEST_NAME = 80;
  private static final int LONGEST = 254;

  /** Strips what was typed; a password is taken as it is. */
  public MailboxDraft {
    name = name.strip();
    host = host.strip();
    login = login.strip();
    folder = folder.strip();
    tokenUrl = signIn == SignIn.PASSWORD ? "" : tokenUrl.strip();
    client = signIn == SignIn.PASSWORD ? "" : client.strip();
    scope = signIn == SignIn.PASSWORD ? "" : scope.strip();
    refreshToken = signIn == SignIn.REFRESH_TOKEN ? refreshToken.strip() : "";
  }

  ServerAccess access() {
    return new ServerAccess(
        host, port, encryption, login, signIn, tokenUrl, client, scope, secret, refreshToken);
  }

  String place() {
    return Mailbox.place(login, host, folder);
  }

  /**
   * @param loopback whether tokens may come from this machine without TLS
   * @throws InvalidEntry with every fault
   */
  void check(boolean loopback) {
    List<InvalidEntry.Fault> faults = new ArrayList<>();
    ServerAccess.refuse(faults, ServerAccess.isNoLine(name, LONGEST_NAME), "/name", "mailbox.name");
    access().check(faults, loopback);
    access().checkLogin(faults);
    ServerAccess.refuse(
        faults, ServerAccess.isNoLine(folder, LONGEST), "/folder", "mailbox.folder");
    if (!faults.isEmpty()) {
      throw new InvalidEntry(faults);
    }
  }

  /** Without the secrets. */
  @Override
  public String toString() {
    return "MailboxDraft[" + name + ", " + place() + "]";
  }
}
