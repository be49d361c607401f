package it.sportello.notifications;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import it.sportello.contacts.EmailAddress;
import it.sportello.contacts.InvalidValue;
import it.sportello.notifications.words.Kind;
import it.sportello.notifications.words.Letter;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What crosses the wire, read byte by byte by a server that forgives nothing. */
@Timeout(120)
class EnvelopeTest {
  private static final int ROUNDS = 10_000;
  private static final String[] PIECES = {
    "\r\n",
    "\n",
    "\r",
    "\r\n.\r\n",
    "\n.\n",
    "\r\nRCPT TO:<eve@x.example>\r\n",
    "\r\nBcc: eve@x.example",
    "\0",
    "\u010d\u010a",
    "\u0d0a",
    "\u560a\u560d",
    "\u0085",
    "\u2028",
    "=0D=0A",
    "%0d%0a",
    "<",
    ">",
    ",",
    ";",
    "\"",
    "\\",
    "(",
    ")",
    " ",
    "\t",
    "a",
    "nome",
    "è",
    "🙂",
    "@",
    "@x.example",
    "=?UTF-8?Q?=0D=0A?=",
    "\ud800",
    "\u202e",
    ".",
    "..",
    "+",
    "'",
    "-",
    "_"
  };

  /** One conversation's commands and mails. */
  private record Wire(List<String> commands, List<String> mails) {}

  @Test
  void tenThousandHostileNamesAddressesAndSubjectsAreOneMailEachToItsOwnRecipient()
      throws Exception {
    Random random = new Random(20261123);
    List<String> expected = new ArrayList<>();
    List<String> bodies = new ArrayList<>();
    int refused = 0;
    try (Sink sink = new Sink();
        SmtpRelay relay = relay(sink.port())) {
      for (int i = 0; i < ROUNDS; i++) {
        String name = random(random);
        EmailAddress to;
        String ascii;
        try {
          String typed = i % 2 == 0 ? random(random) + "@x.example" : "u" + i + random(random);
          to = new EmailAddress(i % 4 == 1 ? "u" + i + "@desk.example" : typed);
          ascii = Header.ascii(to.value());
        } catch (InvalidValue | UnsendableAddress e) {
          refused++;
          to = new EmailAddress("u" + i + "@desk.example");
          ascii = to.value();
        }
        byte[] mail = mail(i, name, to, random(random), random(random) + "\n.\nFrom \n" + name);
        relay.send(out -> out.write(mail), "support+b-" + i + "@desk.example", ascii);
        expected.add("MAIL FROM:<support+b-" + i + "@desk.example>");
        expected.add("RCPT TO:<" + ascii + ">");
        expected.add("DATA");
        bodies.add(new String(mail, StandardCharsets.US_ASCII));
      }
      Wire wire = sink.wire();

      assertEquals(expected, wire.commands().stream().filter(c -> !c.startsWith("EHLO")).toList());
      assertEquals(bodies, wire.mails());
    }
    assertTrue(refused > ROUNDS / 10 && refused < ROUNDS * 9 / 10, "refused " + refused);
    for (String body : bodies) {
      assertEquals(
          List.of("Date", "From", "To", "Subject", "Message-ID", "MIME-Version", "Content-Type"),
          Arrays.stream(body.split("\r\n\r\n", 2)[0].split("\r\n"))
              .filter(line -> !line.startsWith(" "))
              .map(line -> line.split(":", 2)[0])
              .toList());
    }
  }

  @Test
  void aBounceAddressIsNoReplyAddressAndOneAlteredDigitIsAnother() {
    EmailAddress desk = new EmailAddress("Support@desk.example");
    String token = ReplyAddress.newToken();
    BounceAddress bounces = new BounceAddress(desk);
    ReplyAddress replies = new ReplyAddress(desk);

    assertEquals(Optional.of(token), bounces.tokenOf(bounces.with(token)));
    assertEquals(Optional.empty(), replies.tokenOf(bounces.with(token)));
    assertEquals(Optional.empty(), bounces.tokenOf(replies.with(token)));
    for (String other :
        List.of(
            "support+b-@desk.example",
            "support+b-" + token + "0@desk.example",
            "support+b-" + token + "@desk.example.evil.example",
            "x" + bounces.with(token),
            "support@desk.example")) {
      assertEquals(Optional.empty(), bounces.tokenOf(other), other);
    }
  }

  private static byte[] mail(int i, String name, EmailAddress to, String subject, String text) {
    return LetterPress.print(
        new Letterhead(
            name,
            new EmailAddress("support@desk.example"),
            to,
            Optional.empty(),
            "<m" + i + "@desk.example>",
            List.of(),
            Kind.REPLY,
            OffsetDateTime.parse("2026-11-22T12:00:00Z")),
        new Letter(subject, text, "<p>x</p>"));
  }

  private static SmtpRelay relay(int port) {
    TestDesk desk = TestDesk.get();
    return new SmtpRelay(
        new MailSettings(
                name ->
                    Optional.of(name.equals("sportello.smtp.port") ? Integer.toString(port) : "")
                        .filter(value -> !value.isEmpty())
                        .or(
                            () ->
                                Optional.ofNullable(desk.setting(name))
                                    .filter(value -> name.equals("sportello.smtp.host"))))
            .relay()
            .orElseThrow(),
        desk.bean(AccessTokens.class));
  }

  private static String random(Random random) {
    StringBuilder text = new StringBuilder();
    for (int left = random.nextInt(8); left > 0; left--) {
      text.append(PIECES[random.nextInt(PIECES.length)]);
    }
    return text.toString();
  }

  /** Takes every command and every mail as the bytes they are; a line ends with CR LF alone. */
  private static final class Sink implements AutoCloseable {
    private final ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    private final List<String> commands = Collections.synchronizedList(new ArrayList<>());
    private final List<String> mails = Collections.synchronizedList(new ArrayList<>());
    private final Thread thread = new Thread(this::serve, "smtp-sink");

    Sink() throws IOException {
      thread.setDaemon(true);
      thread.start();
    }

    int port() {
      return socket.getLocalPort();
    }

    Wire wire() {
      return new Wire(List.copyOf(commands), List.copyOf(mails));
    }

    private void serve() {
      while (!socket.isClosed()) {
        try (Socket peer = socket.accept()) {
          peer.setTcpNoDelay(true);
          converse(new BufferedInputStream(peer.getInputStream(), 65536), peer.getOutputStream());
        } catch (IOException e) {
          // The peer went: the next one is waited for.
          continue;
        }
      }
    }

    private void converse(InputStream in, OutputStream out) throws IOException {
      say(out, "220 sink");
      for (String line = line(in); line != null; line = line(in)) {
        if (line.equals("QUIT")) {
          say(out, "221 bye");
          return;
        }
        commands.add(line);
        if (line.equals("DATA")) {
          say(out, "354 go");
          mails.add(data(in));
        }
        say(out, "250 ok");
      }
    }

    private static String data(InputStream in) throws IOException {
      StringBuilder mail = new StringBuilder();
      for (String line = line(in); line != null && !line.equals("."); line = line(in)) {
        mail.append(line.startsWith(".") ? line.substring(1) : line).append("\r\n");
      }
      return mail.toString();
    }

    private static String line(InputStream in) throws IOException {
      StringBuilder line = new StringBuilder();
      for (int b = in.read(); b >= 0; b = in.read()) {
        line.append((char) b);
        int length = line.length();
        if (b == '\n' && length > 1 && line.charAt(length - 2) == '\r') {
          return line.substring(0, length - 2);
        }
      }
      return null;
    }

    private static void say(OutputStream out, String words) throws IOException {
      out.write((words + "\r\n").getBytes(StandardCharsets.US_ASCII));
      out.flush();
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
