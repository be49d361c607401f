package it.sportello.web.api;

import it.sportello.notifications.MailHealth;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.sql.SQLException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.sql.DataSource;

/**
 * Two questions of a load balancer. Live: this process answers. Ready: the database answers it
 * within a second. And one of those who watch over the desk: mail, which is down when a mailbox was
 * not read, or a mail not sent, for ten minutes. A node is ready all the same: no other would do
 * better. Anybody may ask, so nobody hears more than up or down.
 */
@WebServlet(
    name = "health",
    urlPatterns = {Health.LIVE, Health.READY, Health.MAIL})
public class Health extends HttpServlet {
  private static final long serialVersionUID = 1L;
  static final String LIVE = "/health/live";
  static final String READY = "/health/ready";
  static final String MAIL = "/health/mail";
  private static final long MAIL_NANOS = TimeUnit.SECONDS.toNanos(2);

  @Resource(lookup = "jdbc/sportello")
  private transient DataSource database;

  @Resource(lookup = "java:comp/DefaultManagedExecutorService")
  private transient ManagedExecutorService threads;

  @Inject private transient MailHealth mails;

  /** Of the mail, and when it was asked for: whoever asks often hears the same for a moment. */
  private transient String mailAnswer = "";

  private transient boolean mailUp;
  private transient long mailAsked;

  /** One question at a time: those who ask meanwhile wait for the same answer. */
  private transient Future<Boolean> asked;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (request.getServletPath().equals(MAIL)) {
      tellOfMail(response);
      return;
    }
    boolean up = request.getServletPath().equals(LIVE) || databaseAnswers();
    tell(response, up, "{\"status\":\"" + word(up) + "\"}");
  }

  private static void tell(HttpServletResponse response, boolean up, String answer)
      throws IOException {
    response.setStatus(up ? HttpServletResponse.SC_OK : HttpServletResponse.SC_SERVICE_UNAVAILABLE);
    response.setContentType("application/json");
    response.setCharacterEncoding("UTF-8");
    response.getWriter().write(answer);
  }

  private static String word(boolean up) {
    return up ? "UP" : "DOWN";
  }

  private synchronized void tellOfMail(HttpServletResponse response) throws IOException {
    if (mailAnswer.isEmpty() || System.nanoTime() - mailAsked > MAIL_NANOS) {
      boolean read = mails.unreadMailboxes() == 0;
      boolean sent = !mails.isSendingLate();
      mailUp = read && sent;
      mailAnswer =
          "{\"status\":\"%s\",\"checks\":{\"mailboxes\":\"%s\",\"outgoing\":\"%s\"}}"
              .formatted(word(mailUp), word(read), word(sent));
      mailAsked = System.nanoTime();
    }
    tell(response, mailUp, mailAnswer);
  }

  private boolean databaseAnswers() {
    try {
      return question().get(1, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } catch (ExecutionException | TimeoutException e) {
      return false;
    }
  }

  private synchronized Future<Boolean> question() {
    if (asked == null || asked.isDone()) {
      asked = threads.submit(this::ask);
    }
    return asked;
  }

  private boolean ask() throws SQLException {
    try (var connection = database.getConnection()) {
      return connection.isValid(1);
    }
  }
}
