package it.sportello.notifications;

import static it.sportello.notifications.TestMailbox.ADMINISTRATOR;

import it.sportello.contacts.Directory;
import it.sportello.contacts.EmailAddress;
import it.sportello.contacts.Language;
import it.sportello.contacts.PlatformBook;
import it.sportello.contacts.PlatformCode;
import it.sportello.contacts.PlatformDraft;
import it.sportello.entitlements.Counter;
import it.sportello.ticketing.Channel;
import it.sportello.ticketing.Impact;
import it.sportello.ticketing.NewTicket;
import it.sportello.ticketing.Origin;
import it.sportello.ticketing.Reference;
import it.sportello.ticketing.TicketId;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Two products with senders of their own, for the two customers of the desk. */
final class TestSenders {
  static final String SECRET = "canarino-4417";
  private static final TestDesk DESK = TestDesk.get();

  private TestSenders() {}

  /** The product of each, and no sender. */
  static void begin() {
    forgetAll();
    DESK.run(
        """
        insert into contacts.product (id, name, origins, jwk_set, reference_fields)
        values ('alba', 'Alba Mail', 'https://alba.example', '', '[]'),
          ('brezza', 'Brezza', 'https://brezza.example', '', '[]')
        on conflict do nothing
        """);
    assign("1042", "alba");
    assign("2077", "brezza");
  }

  static void forgetAll() {
    DESK.run("delete from notifications.outgoing_mail");
    DESK.run("delete from notifications.sender");
    assign("1042", "");
    assign("2077", "");
  }

  static void assign(String code, String product) {
    var seen =
        DESK.bean(Directory.class).platform(ADMINISTRATOR, new PlatformCode(code)).orElseThrow();
    DESK.bean(PlatformBook.class)
        .change(
            ADMINISTRATOR,
            seen.platform().id(),
            seen.version(),
            new PlatformDraft(
                seen.platform().name(),
                ZoneId.of("Europe/Rome"),
                Language.IT,
                "IT",
                Optional.of(product)));
  }

  static SenderId add(SenderDraft draft) {
    return DESK.bean(SenderAccounts.class).add(ADMINISTRATOR, draft);
  }

  static SenderDraft draft(String product, String name, String address, int port) {
    return new SenderDraft(
        product,
        name,
        address,
        "",
        "127.0.0.1",
        port,
        Mailbox.Encryption.NONE,
        "",
        Mailbox.SignIn.PASSWORD,
        "",
        "",
        "",
        0,
        "",
        "");
  }

  static SenderDraft signingIn(String product, String address, int port, String login) {
    return signingIn(product, address, "127.0.0.1", port, login, SECRET);
  }

  static SenderDraft signingIn(
      String product, String address, String host, int port, String login, String secret) {
    return new SenderDraft(
        product,
        "Marca",
        address,
        "",
        host,
        port,
        Mailbox.Encryption.NONE,
        login,
        Mailbox.SignIn.PASSWORD,
        "",
        "",
        "",
        0,
        secret,
        "");
  }

  static RelayLine line(SenderId id) {
    return DESK.bean(RelayLine.class).of(DESK.bean(SenderKeys.class).key(id.value()).orElseThrow());
  }

  static TicketId open(String code) {
    Instant now = DESK.clock().now();
    String from = code.equals("1042") ? "pasticceria-aurora" : "libreria-minerva";
    return DESK.bean(Counter.class)
        .open(
            new NewTicket(
                new Origin("test", UUID.randomUUID().toString(), "f"),
                Channel.FORM,
                DESK.platform(code),
                Optional.empty(),
                new EmailAddress("titolare@" + from + ".example"),
                Language.IT,
                "Non parte la newsletter",
                "Premo Invia.",
                "",
                Impact.STOPPED,
                Reference.NONE,
                now,
                now,
                List.of()))
        .ticket();
  }

  /** Takes every line and says nothing on it, until it is closed. */
  static final class BlackHole implements AutoCloseable {
    private final ServerSocket door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final List<Socket> lines = new ArrayList<>();

    BlackHole() throws IOException {
      Thread thread = new Thread(this::accept, "black-hole");
      thread.setDaemon(true);
      thread.start();
    }

    int port() {
      return door.getLocalPort();
    }

    synchronized int swallowed() {
      return lines.size();
    }

    private void accept() {
      while (!door.isClosed()) {
        try {
          keep(door.accept());
        } catch (IOException e) {
          return;
        }
      }
    }

    private synchronized void keep(Socket line) {
      lines.add(line);
    }

    @Override
    public synchronized void close() throws IOException {
      door.close();
      for (Socket line : lines) {
        line.close();
      }
    }
  }
}
