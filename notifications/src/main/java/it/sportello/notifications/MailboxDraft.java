package it.sportello.notifications;

import it.sportello.contacts.InvalidEntry;
import it.sportello.notifications.Mailbox.Encryption;
import it.sportello.notifications.Mailbox.SignIn;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

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
  private static final int LONGEST_SECRET = 8_000;
  private static final int LAST_PORT = 65_535;
  private static final Pattern HOST =
      Pattern.compile("[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?|[0-9A-Fa-f:.]{2,45}");
  private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

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

  String place() {
    return Mailbox.place(login, host, folder);
  }

  /**
   * @param loopback whether tokens may come from this machine without TLS
   * @throws InvalidEntry with every fault
   */
  void check(boolean loopback) {
    List<InvalidEntry.Fault> faults = new ArrayList<>();
    refuse(faults, isNoLine(name, LONGEST_NAME), "/name", "mailbox.name");
    refuse(faults, !HOST.matcher(host).matches(), "/host", "mailbox.host");
    refuse(faults, port < 1 || port > LAST_PORT, "/port", "mailbox.port");
    refuse(faults, isNoLine(login, LONGEST), "/login", "mailbox.login");
    refuse(faults, isNoLine(folder, LONGEST), "/folder", "mailbox.folder");
    refuse(faults, isOdd(secret), "/secret", "mailbox.secret");
    refuse(faults, isOdd(refreshToken), "/refreshToken", "mailbox.secret");
    if (signIn != SignIn.PASSWORD) {
      refuse(faults, !isEndpoint(loopback), "/tokenUrl", "mailbox.tokenUrl");
      refuse(faults, isNoLine(client, LONGEST), "/client", "mailbox.client");
      refuse(
          faults,
          scope.length() > 1_000 || CONTROL.matcher(scope).find(),
          "/scope",
          "mailbox.scope");
    }
    if (!faults.isEmpty()) {
      throw new InvalidEntry(faults);
    }
  }

  private static void refuse(
      List<InvalidEntry.Fault> faults, boolean wrong, String pointer, String key) {
    if (wrong) {
      faults.add(new InvalidEntry.Fault(pointer, key));
    }
  }

  private static boolean isNoLine(String text, int longest) {
    return text.isEmpty() || text.length() > longest || CONTROL.matcher(text).find();
  }

  private static boolean isOdd(String secret) {
    return secret.length() > LONGEST_SECRET || CONTROL.matcher(secret).find();
  }

  private boolean isEndpoint(boolean loopback) {
    try {
      URI url = new URI(tokenUrl);
      boolean plain = "http".equals(url.getScheme()) && LOOPBACK.contains(url.getHost());
      return url.getHost() != null
          && url.getUserInfo() == null
          && url.getFragment() == null
          && ("https".equals(url.getScheme()) || loopback && plain);
    } catch (URISyntaxException e) {
      return false;
    }
  }

  /** Without the secrets. */
  @Override
  public String toString() {
    return "MailboxDraft[" + name + ", " + place() + "]";
  }
}
