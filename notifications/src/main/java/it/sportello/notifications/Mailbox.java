package it.sportello.notifications;

/**
 * A mailbox as its administrators see it: everything but its secrets, which are never shown again.
 *
 * @param version rises with every change
 * @param marksSeen whether what was taken is marked as read on the server
 * @param tokenUrl where access tokens come from; like {@code client} and {@code scope} empty with a
 *     password
 */
public record Mailbox(
    MailboxId id,
    int version,
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
    Standing standing) {

  /** How the line is protected; the certificate is verified wherever there is one. */
  public enum Encryption {
    /** For a server on this machine or in its own network alone. */
    NONE,
    STARTTLS,
    TLS
  }

  /** How the desk says who it is. */
  public enum SignIn {
    PASSWORD,
    /** XOAUTH2, with a token for the application itself (RFC 6749 section 4.4). */
    CLIENT_CREDENTIALS,
    /** XOAUTH2, with tokens in exchange for a refresh token (RFC 6749 section 6). */
    REFRESH_TOKEN
  }

  /** Whether it is read. */
  public enum Standing {
    ACTIVE,
    OFF,
    /** Kept for the sake of the mails that came by it. */
    REMOVED
  }

  ServerAccess access() {
    return new ServerAccess(host, port, encryption, login, signIn, tokenUrl, client, scope, "", "");
  }

  /** What is read under which name: the port and the way there may change. */
  static String place(String login, String host, String folder) {
    return login + "@" + host + "/" + folder;
  }
}
