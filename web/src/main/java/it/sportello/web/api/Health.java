package it.sportello.web.api;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
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
 * within a second. Anybody may ask, so nobody hears more than up or down.
 */
@WebServlet(
    name = "health",
    urlPatterns = {Health.LIVE, Health.READY})
public class Health extends HttpServlet {
  private static final long serialVersionUID = 1L;
  static final String LIVE = "/health/live";
  static final String READY = "/health/ready";

  @Resource(lookup = "jdbc/sportello")
  private transient DataSource database;

  @Resource(lookup = "java:comp/DefaultManagedExecutorService")
  private transient ManagedExecutorService threads;

  /** One question at a time: those who ask meanwhile wait for the same answer. */
  private transient Future<Boolean> asked;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    boolean up = request.getServletPath().equals(LIVE) || databaseAnswers();
    response.setStatus(up ? HttpServletResponse.SC_OK : HttpServletResponse.SC_SERVICE_UNAVAILABLE);
    response.setContentType("application/json");
    response.setCharacterEncoding("UTF-8");
    response.getWriter().write(up ? "{\"status\":\"UP\"}" : "{\"status\":\"DOWN\"}");
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
