package it.sportello.web.pages;

import it.sportello.contacts.ContactList;
import it.sportello.contacts.ContactView;
import it.sportello.contacts.Contacts;
import it.sportello.contacts.Directory;
import it.sportello.contacts.InvalidValue;
import it.sportello.contacts.NotPermitted;
import it.sportello.contacts.Platform;
import it.sportello.contacts.PlatformCode;
import it.sportello.contacts.Scope;
import it.sportello.contacts.UnknownPlatform;
import it.sportello.web.security.CurrentCaller;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;

/** A platform's list of people as a file for a spreadsheet, for the staff and for who keeps it. */
@WebServlet(
    name = "people-sheet",
    urlPatterns = {"/platform.csv", "/my/contacts.csv"})
public class PeopleSheet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  @Inject transient CurrentCaller who;
  @Inject transient Params params;
  @Inject transient Contacts contacts;
  @Inject transient Directory directory;
  @Inject transient ContactList list;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    try {
      PlatformCode code = new PlatformCode(params.text("p"));
      Platform platform = contacts.platformByCode(code).orElseThrow(UnknownPlatform::new);
      String text = PeopleTable.write(people(platform), Words.in(who.language()));
      response.setContentType("text/csv");
      response.setCharacterEncoding("UTF-8");
      response.setHeader("Cache-Control", "no-store");
      response.setHeader(
          "Content-Disposition", "attachment; filename=\"%s.csv\"".formatted(code.value()));
      response.getWriter().write(text);
    } catch (InvalidValue | UnknownPlatform | NotPermitted e) {
      response.sendError(HttpServletResponse.SC_NOT_FOUND);
    }
  }

  private List<ContactView> people(Platform platform) {
    return who.scope() instanceof Scope.Customer
        ? list.of(who.scope(), platform.id())
        : directory.contactsOf(who.scope(), platform.id());
  }
}
