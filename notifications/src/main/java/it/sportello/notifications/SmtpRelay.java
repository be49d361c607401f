package it.sportello.notifications;

import jakarta.mail.Address;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.NoSuchProviderException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.SocketFactory;
import org.eclipse.angus.mail.smtp.SMTPTransport;

/**
 * One connection to the mail relay, kept for the mails of a batch and a little longer. Used by one
 * thread.
 */
final class SmtpRelay implements AutoCloseable {
  private static final Pattern REPLY = Pattern.compile("(?s)^\\s*([245])\\d\\d[ -].*");
  private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final ServerKey server;
  private final AccessTokens tokens;
  private final Session session;
  private Transport transport;
  private long usedAt;

  /** The relay refuses this mail for good. */
  static final class Refused extends Exception {
    private static final long serialVersionUID = 1L;

    Refused(String reply, Throwable cause) {
      super(reply, cause);
    }
  }

  /** The bytes of a mail, each time the same. */
  @FunctionalInterface
  interface Bytes {
    void writeTo(OutputStream out) throws IOException;
  }

  /** Written as it was stored: parsing it would find nothing and cost as much as sending it. */
  private static final class StoredMail extends MimeMessage {
    private final Bytes bytes;

    StoredMail(Session session, Bytes bytes) {
      super(session);
      this.bytes = bytes;
    }

    @Override
    public void writeTo(OutputStream out, String[] ignored) throws IOException {
      bytes.writeTo(out);
    }
  }

  /** For as long as the desk runs: a server that is slow is waited for. */
  SmtpRelay(RelayKey key, AccessTokens tokens) {
    this(
        key,
        tokens,
        key.isDefault() ? new PromptSockets() : new GuardedSockets(),
        Duration.ofSeconds(60));
  }

  /**
   * @param patience with a server that says nothing
   */
  SmtpRelay(RelayKey key, AccessTokens tokens, SocketFactory sockets, Duration patience) {
    this.server = key.server();
    this.tokens = tokens;
    String envelopeFrom = Header.ascii(key.from().value());
    String millis = Long.toString(patience.toMillis());
    Properties properties = new Properties();
    String scheme = scheme(server);
    String prefix = "mail." + scheme + ".";
    properties.put(prefix + "from", envelopeFrom);
    properties.put(
        prefix + "connectiontimeout", Long.toString(Math.min(10_000, patience.toMillis())));
    properties.put(prefix + "timeout", millis);
    properties.put(prefix + "writetimeout", millis);
    properties.put(prefix + "localhost", envelopeFrom.substring(envelopeFrom.indexOf('@') + 1));
    properties.put(prefix + "auth", Boolean.toString(!server.login().isEmpty()));
    properties.put(prefix + "ssl.checkserveridentity", "true");
    properties.put(prefix + "quitwait", "false");
    properties.put(prefix + "socketFactory", sockets);
    if (!key.isDefault()) {
      // What a guarded socket refuses is not tried by another.
      properties.put(prefix + "socketFactory.fallback", "false");
    }
    if (server.signIn() != Mailbox.SignIn.PASSWORD) {
      properties.put(prefix + "auth.mechanisms", "XOAUTH2");
    }
    if (server.encryption() == Mailbox.Encryption.STARTTLS) {
      properties.put(prefix + "starttls.enable", "true");
      properties.put(prefix + "starttls.required", "true");
    }
    this.session = Session.getInstance(properties);
  }

  /** Opens the connection unless it is open and was used a moment ago. */
  void connect() throws MessagingException {
    if (transport != null && System.nanoTime() - usedAt > IDLE_NANOS) {
      close();
    }
    if (transport == null) {
      transport = open();
    }
    usedAt = System.nanoTime();
  }

  /**
   * Hands the bytes over as they are.
   *
   * @throws Refused when the relay said no for good
   * @throws MessagingException when it said not now, or the line broke and nobody knows
   */
  void send(Bytes mail, String from, String recipient) throws MessagingException, Refused {
    InternetAddress to = new InternetAddress();
    to.setAddress(recipient);
    // Read anew for each mail: the envelope's sender is the mail's own.
    session.getProperties().setProperty("mail." + scheme(server) + ".from", from);
    try {
      connect();
      transport.sendMessage(new StoredMail(session, mail), new Address[] {to});
      usedAt = System.nanoTime();
    } catch (MessagingException e) {
      String reply = reply(e);
      if (reply.isEmpty()) {
        close();
      }
      if (reply.startsWith("5")) {
        throw new Refused(reply, e);
      }
      throw reply.isEmpty() ? e : new MessagingException(reply, e);
    }
  }

  /** Whether the server, once {@link #connect}ed to, asks anybody who they are. */
  boolean knowsSignIn() {
    return ((SMTPTransport) transport).supportsExtension("AUTH");
  }

  void closeWhenIdle() {
    if (transport != null && System.nanoTime() - usedAt > IDLE_NANOS) {
      close();
    }
  }

  @Override
  public void close() {
    Transport open = transport;
    transport = null;
    if (open != null) {
      try {
        open.close();
      } catch (MessagingException e) {
        // It was going to be closed: what matters was answered before.
        usedAt = 0;
      }
    }
  }

  private Transport open() throws MessagingException {
    try {
      if (server.signIn() == Mailbox.SignIn.PASSWORD) {
        return open(server.secret());
      }
      String token = tokens.token(server);
      try {
        return open(token);
      } catch (AuthenticationFailedException e) {
        // It may have been revoked before its time; a new one is refused for good reasons.
        return open(tokens.another(server));
      }
    } catch (AuthenticationFailedException e) {
      throw new MessagingException("The relay does not accept the user or the password", e);
    } catch (TokenRefused e) {
      throw new MessagingException("No access token for the relay", e);
    }
  }

  private Transport open(String secret) throws MessagingException {
    try {
      Transport fresh = session.getTransport(scheme(server));
      fresh.connect(
          server.host(),
          server.port(),
          server.login().isEmpty() ? null : server.login(),
          secret.isEmpty() ? null : secret);
      return fresh;
    } catch (NoSuchProviderException e) {
      throw new IllegalStateException("the server carries Jakarta Mail", e);
    }
  }

  private static String scheme(ServerKey server) {
    return server.encryption() == Mailbox.Encryption.TLS ? "smtps" : "smtp";
  }

  /** The reply that the relay gave, from the exceptions it is wrapped in; empty when none came. */
  private static String reply(MessagingException thrown) {
    Exception each = thrown;
    String found = "";
    while (each != null) {
      Matcher reply = REPLY.matcher(String.valueOf(each.getMessage()));
      found = reply.matches() ? each.getMessage().strip() : found;
      each = each instanceof MessagingException next ? next.getNextException() : null;
    }
    return found;
  }
}
