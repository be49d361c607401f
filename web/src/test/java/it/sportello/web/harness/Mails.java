package it.sportello.web.harness;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The mail server of the tests: what the desk has sent, and the way to write to the desk. */
public final class Mails implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final GreenMail server;

  private Mails(GreenMail server) {
    this.server = server;
  }

  public static Mails start() {
    GreenMail server =
        new GreenMail(
            new ServerSetup[] {
              new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP),
              new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_IMAP)
            });
    server.start();
    server.setUser(Settings.DESK_ADDRESS, Settings.DESK_ADDRESS, Settings.MAILBOX_PASSWORD);
    return new Mails(server);
  }

  public int smtpPort() {
    return server.getSmtp().getPort();
  }

  public int imapPort() {
    return server.getImap().getPort();
  }

  /** One more mailbox, named by its address. */
  public void mailbox(String address, String password) {
    server.setUser(address, address, password);
  }

  /** Mails addressed to {@code address} so far, oldest first. */
  public List<MimeMessage> to(String address) {
    return Arrays.stream(server.getReceivedMessages()).filter(m -> isTo(m, address)).toList();
  }

  /** The first mail to {@code address} that is {@code wanted}; waits for it up to 30 seconds. */
  public MimeMessage await(String address, Predicate<MimeMessage> wanted) {
    return Patience.until(
        PATIENCE, "a mail to " + address, () -> to(address).stream().filter(wanted).findFirst());
  }

  public MimeMessage awaitSubject(String address, String part) {
    return await(address, mail -> subject(mail).contains(part));
  }

  public static String subject(MimeMessage mail) {
    try {
      return mail.getSubject() == null ? "" : mail.getSubject();
    } catch (MessagingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Header, blank line and body exactly as they came over the wire. */
  public static String raw(MimeMessage mail) {
    try (var out = new java.io.ByteArrayOutputStream()) {
      mail.writeTo(out);
      return out.toString(StandardCharsets.UTF_8);
    } catch (IOException | MessagingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Every text part, decoded, one after the other. */
  public static String text(MimeMessage mail) {
    try {
      return text(mail.getContent());
    } catch (IOException | MessagingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String text(Object content) throws IOException, MessagingException {
    if (content instanceof jakarta.mail.Multipart parts) {
      StringBuilder all = new StringBuilder();
      for (int i = 0; i < parts.getCount(); i++) {
        all.append(text(parts.getBodyPart(i).getContent())).append('\n');
      }
      return all.toString();
    }
    return content instanceof String text ? text : "";
  }

  /** A plain mail to the desk. */
  public void write(String from, String subject, String text) {
    send(
        from,
        Settings.DESK_ADDRESS,
        """
        From: %s
        To: %s
        Subject: %s
        Message-ID: <%s@mail.example>
        Date: Mon, 23 Nov 2026 09:00:00 +0100
        Content-Type: text/plain; charset=utf-8
        Content-Transfer-Encoding: 8bit

        %s
        """
            .formatted(from, Settings.DESK_ADDRESS, subject, java.util.UUID.randomUUID(), text)
            .getBytes(StandardCharsets.UTF_8));
  }

  /** Any bytes, also such as no library would make; line ends become CR LF. */
  public void send(String from, String to, byte[] mail) {
    String lines =
        new String(mail, StandardCharsets.ISO_8859_1)
            .replaceAll("\r?\n", "\r\n")
            .replaceAll("(?m)^\\.", "..");
    try (Socket socket = new Socket("127.0.0.1", smtpPort());
        var in =
            new BufferedReader(
                new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
        OutputStream out = socket.getOutputStream()) {
      expect(in, "220");
      for (String command :
          List.of("HELO tests", "MAIL FROM:<" + from + ">", "RCPT TO:<" + to + ">")) {
        say(out, command);
        expect(in, "250");
      }
      say(out, "DATA");
      expect(in, "354");
      say(out, lines + (lines.endsWith("\r\n") ? "." : "\r\n."));
      expect(in, "250");
      say(out, "QUIT");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void say(OutputStream out, String line) throws IOException {
    out.write((line + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
    out.flush();
  }

  private static void expect(BufferedReader in, String code) throws IOException {
    String line = in.readLine();
    while (line != null && line.startsWith(code + "-")) {
      line = in.readLine();
    }
    if (line == null || !line.startsWith(code)) {
      throw new IOException("the mail server answered " + line);
    }
  }

  private static boolean isTo(MimeMessage mail, String address) {
    try {
      // What a stranger writes to the desk need not say whom it is for.
      return Stream.ofNullable(mail.getRecipients(Message.RecipientType.TO))
          .flatMap(Stream::of)
          .anyMatch(a -> ((InternetAddress) a).getAddress().equalsIgnoreCase(address));
    } catch (MessagingException e) {
      return false;
    }
  }

  @Override
  public void close() {
    server.stop();
  }
}
