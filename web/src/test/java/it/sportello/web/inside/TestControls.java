package it.sportello.web.inside;

import it.sportello.contacts.DeskClock;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.PersistenceUnit;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import org.hibernate.SessionFactory;
import org.hibernate.stat.Statistics;

/**
 * Lets tests outside the server set its clock and count its statements and its ways in. Never in
 * the real WAR.
 */
@WebServlet("/test/*")
public class TestControls extends HttpServlet {
  private static final long serialVersionUID = 1L;

  @Inject transient DeskClock clock;

  @PersistenceUnit(unitName = "sportello")
  transient EntityManagerFactory database;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setContentType("text/plain");
    response
        .getWriter()
        .print(
            switch (request.getPathInfo()) {
              case "/clock" -> clock.now().toString();
              case "/routes" -> String.join("\n", Routes.of(getServletContext()));
              default -> statements();
            });
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response) {
    clock.travelTo(Instant.parse(request.getParameter("to")));
    response.setStatus(HttpServletResponse.SC_NO_CONTENT);
  }

  @Override
  protected void doDelete(HttpServletRequest request, HttpServletResponse response) {
    clock.back();
    response.setStatus(HttpServletResponse.SC_NO_CONTENT);
  }

  private String statements() {
    Statistics statistics = database.unwrap(SessionFactory.class).getStatistics();
    statistics.setStatisticsEnabled(true);
    return String.valueOf(statistics.getPrepareStatementCount());
  }
}
