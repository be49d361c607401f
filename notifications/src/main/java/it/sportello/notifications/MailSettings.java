package it.sportello.notifications;

import it.sportello.contacts.EmailAddress;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.Config;

/** How mail goes out and comes in, from the environment; see the table of the README. */
@ApplicationScoped
class MailSettings {
  private Function<String, Optional<String>> values;

  protected MailSettings() {}

  @Inject
  MailSettings(Config config) {
    this(name -> config.getOptionalValue(name, String.class));
  }

  MailSettings(Function<String, Optional<String>> values) {
    this.values = values;
  }

  /** A server that mail passes through. */
  record Server(String host, int port, String user, String password, Tls tls) {}

  enum Tls {
    NONE,
    STARTTLS,
    TLS
  }

  /** Without a slash at its end. */
  String url() {
    return text("sportello.url", "http://localhost:8080").replaceAll("/+$", "");
  }

  /** The desk's address: what customers write to and see as the sender. */
  EmailAddress address() {
    return new EmailAddress(text("sportello.mail.address", "support@desk.example"));
  }

  /** The sender of the envelope, to which bounces go. */
  EmailAddress from() {
    return new EmailAddress(text("sportello.smtp.from", address().value()));
  }

  /**
   * Where mails come back that cannot be delivered, each to an address of its own behind a plus.
   * Empty where the sender of the envelope was set and this was not: that mailbox may know no plus.
   */
  Optional<EmailAddress> bounces() {
    String own = text("sportello.mail.bounces", "");
    if (!own.isEmpty()) {
      return Optional.of(new EmailAddress(own));
    }
    return text("sportello.smtp.from", "").isEmpty() ? Optional.of(address()) : Optional.empty();
  }

  /** What the desk calls itself in mails. */
  String name() {
    return text("sportello.mail.name", "Sportello");
  }

  Server smtp() {
    Tls tls = tls("sportello.smtp.tls");
    return server("sportello.smtp", tls == Tls.TLS ? "465" : "25", tls);
  }

  /** As many as the relay allows; 0 for as many as it takes. */
  int mailsPerMinute() {
    return Integer.parseInt(text("sportello.smtp.per.minute", "0"));
  }

  /** What the first mailbox is made of, once. */
  Server imap() {
    Tls tls = tls("sportello.imap.tls");
    return server("sportello.imap", tls == Tls.TLS ? "993" : "143", tls);
  }

  /** Names of our mail servers whose word about authors is taken; see the README. */
  Set<String> trustedServers() {
    return list("sportello.mail.trusted.servers");
  }

  /** Domains whose word is taken of the mails that they passed on and sealed. */
  Set<String> sealers() {
    return list("sportello.mail.arc.sealers");
  }

  /** Whom to ask instead of this machine's name servers. */
  Optional<InetSocketAddress> nameServer() {
    String server = text("sportello.dns.server", "");
    int colon = server.lastIndexOf(':');
    if (server.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        colon < 0
            ? new InetSocketAddress(server, 53)
            : new InetSocketAddress(
                server.substring(0, colon), Integer.parseInt(server.substring(colon + 1))));
  }

  /** How long after its solution a reply still reopens a ticket. */
  Duration reopens() {
    return Duration.ofDays(Long.parseLong(text("sportello.mail.reopen.days", "30")));
  }

  String imapFolder() {
    return text("sportello.imap.folder", "INBOX");
  }

  Duration imapPoll() {
    return Duration.ofSeconds(Long.parseLong(text("sportello.imap.poll.seconds", "15")));
  }

  /** How long at least between two mails to the people on duty. */
  Duration dutyPause() {
    return Duration.ofSeconds(Long.parseLong(text("sportello.duty.seconds", "60")));
  }

  /** Whether this node sends mails. */
  boolean sends() {
    return Boolean.parseBoolean(text("sportello.dispatcher.enabled", "true"));
  }

  /** The relay for all mails that have no sender of their own; empty where none is named. */
  Optional<RelayKey> relay() {
    Server relay = smtp();
    if (relay.host().isEmpty()) {
      return Optional.empty();
    }
    ServerKey key =
        new ServerKey(
            ServerKey.Owner.SENDER,
            RelayKey.DEFAULT,
            ServerKey.TRIED,
            relay.host(),
            relay.port(),
            Mailbox.Encryption.valueOf(relay.tls().name()),
            relay.user(),
            Mailbox.SignIn.PASSWORD,
            "",
            "",
            "",
            relay.password(),
            "");
    return Optional.of(new RelayKey(RelayKey.DEFAULT, key, mailsPerMinute(), from(), bounces()));
  }

  /** Whether this node reads mailboxes. */
  boolean reads() {
    return Boolean.parseBoolean(text("sportello.imap.enabled", "true"));
  }

  private Server server(String prefix, String port, Tls tls) {
    return new Server(
        text(prefix + ".host", ""),
        Integer.parseInt(text(prefix + ".port", port)),
        text(prefix + ".user", ""),
        text(prefix + ".password", ""),
        tls);
  }

  private Set<String> list(String name) {
    return Arrays.stream(text(name, "").split("[,\\s]+"))
        .filter(entry -> !entry.isEmpty())
        .map(entry -> entry.toLowerCase(java.util.Locale.ROOT))
        .collect(Collectors.toSet());
  }

  private Tls tls(String name) {
    return Tls.valueOf(text(name, "none").toUpperCase(java.util.Locale.ROOT));
  }

  private String text(String name, String otherwise) {
    return values.apply(name).map(String::strip).filter(v -> !v.isEmpty()).orElse(otherwise);
  }
}
