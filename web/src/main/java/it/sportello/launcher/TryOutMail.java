package it.sportello.launcher;

import com.icegreen.greenmail.configuration.GreenMailConfiguration;
import com.icegreen.greenmail.mail.MailAddress;
import com.icegreen.greenmail.mail.MovingMessage;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.user.UserException;
import com.icegreen.greenmail.user.UserManager;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/**
 * The mail server of the try-out, in memory: it accepts every mail for every address, delivers
 * nothing beyond this machine, and remembers the last {@value #REMEMBERED} for the page of the
 * mails caught.
 */
final class TryOutMail implements AutoCloseable {

  static final String DESK = "support@desk.example";
  private static final int REMEMBERED = 500;

  private final GreenMail server;
  private final int smtpPort;
  private final Deque<CaughtMail> caught = new ArrayDeque<>();
  private long last;

  private TryOutMail(GreenMail server, int smtpPort) {
    this.server = server;
    this.smtpPort = smtpPort;
  }

  static TryOutMail start(int smtpPort, int imapPort) {
    ServerSetup[] setup = {
      new ServerSetup(smtpPort, "127.0.0.1", ServerSetup.PROTOCOL_SMTP),
      new ServerSetup(imapPort, "127.0.0.1", ServerSetup.PROTOCOL_IMAP)
    };
    GreenMail server =
        new GreenMail(setup)
            .withConfiguration(GreenMailConfiguration.aConfig().withDisabledAuthentication());
    TryOutMail mail = new TryOutMail(server, smtpPort);
    server.start();
    server.setUser(DESK, DESK, DESK);
    server.getUserManager().setMessageDeliveryHandler(mail::deliver);
    return mail;
  }

  private GreenMailUser deliver(MovingMessage message, MailAddress to)
      throws MessagingException, UserException {
    remember(to.getEmail(), message.getMessage());
    UserManager users = server.getUserManager();
    GreenMailUser user = users.getUserByEmail(to.getEmail());
    return user == null ? users.createUser(to.getEmail(), to.getEmail(), to.getEmail()) : user;
  }

  private synchronized void remember(String to, MimeMessage message) {
    last++;
    caught.addFirst(CaughtMail.read(last, Instant.now(), to, message));
    if (caught.size() > REMEMBERED) {
      caught.removeLast();
    }
  }

  /** Newest first. */
  synchronized List<CaughtMail> caught() {
    return List.copyOf(caught);
  }

  synchronized Optional<CaughtMail> caught(long id) {
    return caught.stream().filter(mail -> mail.id() == id).findFirst();
  }

  /**
   * Writes to the desk as one of its customers would, over SMTP; {@code answered} is the mail it
   * replies to.
   */
  void writeToDesk(String from, String subject, String text, Optional<CaughtMail> answered)
      throws MessagingException {
    Properties properties = new Properties();
    properties.setProperty("mail.smtp.host", "127.0.0.1");
    properties.setProperty("mail.smtp.port", String.valueOf(smtpPort));
    MimeMessage message = new MimeMessage(Session.getInstance(properties));
    message.setFrom(new InternetAddress(from, true));
    message.setRecipient(Message.RecipientType.TO, new InternetAddress(DESK));
    message.setSubject(subject, StandardCharsets.UTF_8.name());
    message.setText(text, StandardCharsets.UTF_8.name());
    message.setSentDate(new java.util.Date());
    if (answered.isPresent()) {
      String id = answered.get().messageId();
      message.setHeader("In-Reply-To", id);
      message.setHeader("References", (answered.get().references() + " " + id).strip());
    }
    Transport.send(message);
  }

  @Override
  public void close() {
    server.stop();
  }
}
