package it.sportello.notifications;

import it.sportello.notifications.Mailbox.Encryption;
import it.sportello.notifications.Mailbox.SignIn;
import java.time.Instant;
import java.util.Optional;

/**
 * Who writes the mails about the tickets of one of the vendor's products, as its administrators see
 * it: everything but its secrets, which are never shown again.
 *
 * @param version rises with every change
 * @param product whose tickets it writes for, by its id; no other sender does
 * @param name shown before the address
 * @param bounces where undeliverable mails come back; empty for the desk's own address
 * @param login empty for a relay that asks nobody who they are
 * @param tokenUrl where access tokens come from; like {@code client} and {@code scope} empty with a
 *     password
 * @param perMinute how many mails the relay allows; 0 for as many as it takes
 * @param trouble what stood in the way when a mail was to be sent last; empty when it was sent
 * @param failingSince when that began
 * @param waiting mails that are to leave by it, {@link #CAP} at most
 * @param waitingSince when the oldest of them was written
 */
public record MailSender(
    SenderId id,
    int version,
    String product,
    String name,
    String address,
    String bounces,
    String host,
    int port,
    Encryption encryption,
    String login,
    SignIn signIn,
    String tokenUrl,
    String client,
    String scope,
    int perMinute,
    Standing standing,
    Optional<ServerTrouble> trouble,
    Optional<Instant> failingSince,
    int waiting,
    Optional<Instant> waitingSince) {
  /** Beyond it nobody counts. */
  public static final int CAP = 1000;

  /** Whether new mails take it. */
  public enum Standing {
    ACTIVE,
    /** New mails leave under the desk's own address; those written before still go out by it. */
    OFF
  }

  /** The relay of the environment, by which everything else leaves. */
  public record Default(
      String name, String address, String relay, Encryption encryption, int perMinute) {}

  ServerAccess access() {
    return new ServerAccess(host, port, encryption, login, signIn, tokenUrl, client, scope, "", "");
  }
}
