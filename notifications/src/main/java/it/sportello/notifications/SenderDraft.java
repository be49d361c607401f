package it.sportello.notifications;

import it.sportello.contacts.EmailAddress;
import it.sportello.contacts.InvalidEntry;
import it.sportello.contacts.InvalidEntry.Fault;
import it.sportello.contacts.InvalidValue;
import it.sportello.notifications.Mailbox.Encryption;
import it.sportello.notifications.Mailbox.SignIn;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A sender as somebody enters it.
 *
 * @param bounces empty for the desk's own address
 * @param login empty for a relay that asks nobody who they are
 * @param perMinute 0 for as many as the relay takes
 * @param secret the password or the client's secret; empty for the one that is kept
 * @param refreshToken empty for the one that is kept
 */
public record SenderDraft(
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
    String secret,
    String refreshToken) {
  private static final int LONGEST_NAME = 80;
  private static final int LONGEST_LOGIN = 254;
  private static final int MOST_PER_MINUTE = 6_000;

  /** With {@code +b-} and 32 digits it is still no longer than 64 (RFC 5321 section 4.5.3.1.1). */
  private static final int LONGEST_LOCAL = 29;

  /** Ends of lines of any kind, and what nobody sees: they would begin a header or hide one. */
  private static final Pattern UNSEEN = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]");

  /** Strips what was typed; a password is taken as it is. */
  public SenderDraft {
    product = product.strip();
    name = name.strip();
    address = address.strip();
    bounces = bounces.strip();
    host = host.strip();
    login = login.strip();
    tokenUrl = signIn == SignIn.PASSWORD ? "" : tokenUrl.strip();
    client = signIn == SignIn.PASSWORD ? "" : client.strip();
    scope = signIn == SignIn.PASSWORD ? "" : scope.strip();
    refreshToken = signIn == SignIn.REFRESH_TOKEN ? refreshToken.strip() : "";
  }

  ServerAccess access() {
    return new ServerAccess(
        host, port, encryption, login, signIn, tokenUrl, client, scope, secret, refreshToken);
  }

  /** Whether the relay is told who we are. */
  boolean signsIn() {
    return !login.isEmpty();
  }

  /**
   * @param loopback whether tokens may come from this machine without TLS
   * @throws InvalidEntry with every fault
   */
  void check(boolean loopback) {
    List<Fault> faults = new ArrayList<>();
    ServerAccess.refuse(faults, product.isEmpty(), "/product", "sender.product");
    ServerAccess.refuse(faults, isNoName(), "/name", "sender.name");
    address(faults, "/address", address);
    if (!bounces.isEmpty()) {
      address(faults, "/bounces", bounces);
    }
    access().check(faults, loopback);
    if (signIn != SignIn.PASSWORD) {
      access().checkLogin(faults);
    }
    ServerAccess.refuse(
        faults,
        signsIn() && ServerAccess.isNoLine(login, LONGEST_LOGIN),
        "/login",
        "mailbox.login");
    ServerAccess.refuse(
        faults, perMinute < 0 || perMinute > MOST_PER_MINUTE, "/perMinute", "sender.perMinute");
    if (!faults.isEmpty()) {
      throw new InvalidEntry(faults);
    }
  }

  private boolean isNoName() {
    return name.isEmpty() || name.length() > LONGEST_NAME || UNSEEN.matcher(name).find();
  }

  private static void address(List<Fault> faults, String pointer, String typed) {
    try {
      String plain = Header.ascii(new EmailAddress(typed).value());
      ServerAccess.refuse(
          faults, plain.lastIndexOf('@') > LONGEST_LOCAL, pointer, "sender.address.long");
    } catch (InvalidValue e) {
      faults.add(new Fault(pointer, e.key()));
    } catch (UnsendableAddress e) {
      faults.add(new Fault(pointer, "sender.address.ascii"));
    }
  }

  /** Without the secrets. */
  @Override
  public String toString() {
    return "SenderDraft[" + product + ", " + host + ":" + port + "]";
  }
}
