package it.sportello.web.pages;

import it.sportello.contacts.Caller;
import it.sportello.contacts.Role;
import it.sportello.web.security.CurrentCaller;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;

/** The door, and the addresses of tickets as people and mails write them. */
@WebServlet(
    name = "front",
    urlPatterns = {"", "/ticket/*"})
public class Front extends HttpServlet {
  private static final long serialVersionUID = 1L;

  @Inject transient CurrentCaller who;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String rest = request.getPathInfo() == null ? "/" : request.getPathInfo();
    if (request.getServletPath().isEmpty()) {
      response.sendRedirect(home());
    } else if (rest.matches("/[0-9]{1,18}")) {
      response.sendRedirect(ticket(rest.substring(1)));
    } else {
      response.sendError(HttpServletResponse.SC_NOT_FOUND);
    }
  }

  private String home() {
    if (who.caller() instanceof Caller.Staff staff) {
      return home(staff.roles());
    }
    return who.caller() instanceof Caller.Customer ? "/my" : "/sign-in";
  }

  private static String home(Set<Role> roles) {
    if (roles.contains(Role.AGENT)) {
      return "/queue";
    }
    return roles.contains(Role.SUPERVISOR) ? "/late" : "/people";
  }

  private String ticket(String number) {
    if (who.caller() instanceof Caller.Staff) {
      return "/ticket?n=" + number;
    }
    return who.caller() instanceof Caller.Customer
        ? "/my/ticket?n=" + number
        : "/sign-in?next=%2Fticket%2F" + number;
  }
}
