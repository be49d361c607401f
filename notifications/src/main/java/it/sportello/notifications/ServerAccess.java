package it.sportello.notifications;

import it.sportello.contacts.InvalidEntry;
import it.sportello.contacts.InvalidEntry.Fault;
import it.sportello.notifications.Mailbox.Encryption;
import it.sportello.notifications.Mailbox.SignIn;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * How one gets to a mail server and signs in there, as somebody enters it: the rules are the same
 * for what is read and for what is sent by.
 *
 * @param secret the password or the client's secret; empty for the one that is kept
 * @param refreshToken empty for the one that is kept
 */
record ServerAccess(
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
  private static final int LONGEST = 254;
  private static final int LONGEST_SCOPE = 1_000;
  private static final int LONGEST_SECRET = 8_000;
  private static final int LAST_PORT = 65_535;
  private static final Pattern HOST =
      Pattern.compile("[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?|[0-9A-Fa-f:.]{2,45}");
  private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  /**
   * @param loopback whether tokens may come from this machine without TLS
   */
  void check(List<Fault> faults, boolean loopback) {
    refuse(faults, !HOST.matcher(host).matches(), "/host", "mailbox.host");
    refuse(faults, port < 1 || port > LAST_PORT, "/port", "mailbox.port");
    refuse(faults, isOdd(secret), "/secret", "mailbox.secret");
    refuse(faults, isOdd(refreshToken), "/refreshToken", "mailbox.secret");
    if (signIn != SignIn.PASSWORD) {
      refuse(faults, !isEndpoint(loopback), "/tokenUrl", "mailbox.tokenUrl");
      refuse(faults, isNoLine(client, LONGEST), "/client", "mailbox.client");
      refuse(
          faults,
          scope.length() > LONGEST_SCOPE || CONTROL.matcher(scope).find(),
          "/scope",
          "mailbox.scope");
    }
  }

  /** Somebody has to sign in. */
  void checkLogin(List<Fault> faults) {
    refuse(faults, isNoLine(login, LONGEST), "/login", "mailbox.login");
  }

  static void refuse(List<Fault> faults, boolean wrong, String pointer, String key) {
    if (wrong) {
      faults.add(new Fault(pointer, key));
    }
  }

  static boolean isNoLine(String text, int longest) {
    return text.isEmpty() || text.length() > longest || CONTROL.matcher(text).find();
  }

  /**
   * @throws InvalidEntry {@code mailbox.secret} where none is given
   */
  void needSecrets() {
    need("mailbox.secret");
  }

  /**
   * Nobody lures a password that they cannot see to a server of their own.
   *
   * @throws InvalidEntry {@code mailbox.secret.again} where what is kept would go to somebody else,
   *     or over a line that is less protected
   */
  void needSecretsUnlessLike(ServerAccess before) {
    boolean same =
        before.host.equalsIgnoreCase(host)
            && before.port == port
            && before.login.equals(login)
            && before.signIn == signIn
            && before.tokenUrl.equals(tokenUrl)
            && before.client.equals(client)
            && (before.encryption == encryption || encryption != Encryption.NONE);
    if (!same) {
      need("mailbox.secret.again");
    }
  }

  private void need(String key) {
    if (signIn != SignIn.REFRESH_TOKEN && secret.isEmpty()) {
      throw new InvalidEntry(List.of(new Fault("/secret", key)));
    }
    if (signIn == SignIn.REFRESH_TOKEN && refreshToken.isEmpty()) {
      throw new InvalidEntry(List.of(new Fault("/refreshToken", key)));
    }
  }

  private static boolean isOdd(String hidden) {
    return hidden.length() > LONGEST_SECRET || CONTROL.matcher(hidden).find();
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
    return "ServerAccess[" + host + ":" + port + "]";
  }
}
