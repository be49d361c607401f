package it.sportello.notifications;

import it.sportello.notifications.Mailbox.Encryption;
import it.sportello.notifications.Mailbox.SignIn;

/**
 * All that is needed to open a mailbox, its secrets too: it is shown to nobody.
 *
 * @param id 0 for one that is not saved
 * @param version {@link #TRIED} for one that is only tried
 */
record MailboxKey(
    long id,
    int version,
    String place,
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
  static final int TRIED = ServerKey.TRIED;

  ServerKey server() {
    return new ServerKey(
        ServerKey.Owner.MAILBOX,
        id,
        version,
        host,
        port,
        encryption,
        login,
        signIn,
        tokenUrl,
        client,
        scope,
        secret,
        refreshToken);
  }

  @Override
  public String toString() {
    return "MailboxKey[" + id + "/" + version + "]";
  }
}
