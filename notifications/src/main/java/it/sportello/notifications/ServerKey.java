package it.sportello.notifications;

import it.sportello.notifications.Mailbox.Encryption;
import it.sportello.notifications.Mailbox.SignIn;

/**
 * All that is needed to sign in to a mail server, its secrets too: it is shown to nobody.
 *
 * @param id of the mailbox or the sender; 0 for one that is not saved
 * @param version {@link #TRIED} for one that is only tried
 */
record ServerKey(
    Owner owner,
    long id,
    int version,
    String host,
    int port,
    Encryption encryption,
    String login,
    SignIn signIn,
    String tokenUrl,
    String client,
    String scope,
    String secret,
    String refreshToken) {
  static final int TRIED = 0;

  /** Whose secrets these are: each table keeps its own, and none opens in the other. */
  enum Owner {
    MAILBOX("mailbox_account", "mailbox"),
    SENDER("sender", "sender");

    private final String table;
    private final String word;

    Owner(String table, String word) {
      this.table = table;
      this.word = word;
    }

    String table() {
      return table;
    }

    String secretOf(long id) {
      return word + "-secret:" + id;
    }

    String tokenOf(long id) {
      return word + "-token:" + id;
    }
  }

  @Override
  public String toString() {
    return "ServerKey[" + owner + " " + id + "/" + version + "]";
  }
}
