package it.sportello.web.pages;

import it.sportello.contacts.AgentId;
import it.sportello.contacts.Caller;
import it.sportello.contacts.ContactList;
import it.sportello.contacts.DeskClock;
import it.sportello.contacts.Role;
import it.sportello.contacts.Scope;
import it.sportello.web.security.CurrentCaller;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What every page has: who reads it, in which language, the way about, and the time on the wall.
 */
@Named
@RequestScoped
public class Page {
  private static final String THEME = "theme";

  @Inject CurrentCaller who;
  @Inject HttpServletRequest request;
  @Inject Params params;
  @Inject DeskClock clock;
  @Inject ContactList lists;

  private Words words;
  private When when;
  private String notice = "";
  private List<Link> links;

  /** One entry of the navigation. */
  public record Link(String href, String name, boolean current) {}

  @PostConstruct
  void open() {
    words = Words.in(who.language());
    when = new When(words, clock.now(), When.ROME);
    String told = cookie(Turn.NOTICE);
    if (told.matches("[a-z_]{1,30}\\.[0-9]{1,18}")) {
      int dot = told.indexOf('.');
      notice = words.say("notice." + told.substring(0, dot), told.substring(dot + 1));
      Cookie gone = new Cookie(Turn.NOTICE, "");
      gone.setPath("/");
      gone.setMaxAge(0);
      Turn.response().addCookie(gone);
    }
  }

  /** Whether a form with this button was sent. */
  public boolean posted(String act) {
    return params.posted() && params.text("act").equals(act);
  }

  Words words() {
    return words;
  }

  /** The desk's own time for this page, asked for once. */
  Instant instant() {
    return when.now();
  }

  When when() {
    return when;
  }

  When whenIn(ZoneId zone) {
    return new When(words, when.now(), zone);
  }

  public Locale getLocale() {
    return who.language().locale();
  }

  public String getLang() {
    return who.language().locale().getLanguage();
  }

  /** {@code auto}: as the browser is set. */
  public String getTheme() {
    String theme = cookie(THEME);
    return theme.equals("light") || theme.equals("dark") ? theme : "auto";
  }

  public boolean isStaff() {
    return who.caller() instanceof Caller.Staff;
  }

  public boolean isAdministrator() {
    return who.caller() instanceof Caller.Staff staff && staff.roles().contains(Role.ADMINISTRATOR);
  }

  boolean isMe(AgentId agent) {
    return who.caller() instanceof Caller.Staff staff && staff.id().equals(agent);
  }

  public boolean isKnown() {
    return isStaff() || who.caller() instanceof Caller.Customer;
  }

  public String getName() {
    if (who.caller() instanceof Caller.Staff staff) {
      return staff.name();
    }
    return who.caller() instanceof Caller.Customer customer ? customer.name() : "";
  }

  public String getInitials() {
    return Initials.of(getName());
  }

  public String getNow() {
    return words.say("wall", when.time(instant()), weekday());
  }

  public String getNowIso() {
    return instant().toString();
  }

  public String getNotice() {
    return notice;
  }

  /** The address of this page, to come back to. */
  public String getHere() {
    if (params.posted() || request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) != null) {
      return "/";
    }
    String query = request.getQueryString();
    return request.getRequestURI() + (query == null ? "" : "?" + query);
  }

  /** Put together once for a page. */
  public List<Link> getLinks() {
    if (links == null) {
      links = links();
    }
    return links;
  }

  private List<Link> links() {
    List<Link> links = new ArrayList<>();
    if (who.caller() instanceof Caller.Staff staff) {
      if (staff.roles().contains(Role.AGENT)) {
        links.add(link("/queue", "nav.queue"));
        links.add(link("/quarantine", "nav.quarantine"));
      }
      links.add(link("/registry", "nav.registry"));
      if (staff.roles().equals(java.util.Set.of(Role.AUDITOR))) {
        links.add(link("/queue", "nav.queue"));
      }
      if (staff.roles().contains(Role.SUPERVISOR) || staff.roles().contains(Role.ADMINISTRATOR)) {
        links.add(link("/late", "nav.late"));
        links.add(link("/attainment", "nav.attainment"));
      }
      if (staff.roles().contains(Role.AUDITOR) && !staff.roles().contains(Role.ADMINISTRATOR)) {
        links.add(link("/audit", "nav.audit"));
        links.add(link("/senders", "nav.senders"));
      }
      if (staff.roles().contains(Role.ADMINISTRATOR)) {
        links.add(new Link(Settings.HERE, words.say("nav.settings"), Settings.holds(path())));
      }
    }
    if (who.caller() instanceof Caller.Customer) {
      links.add(link("/my", "nav.my"));
      if (!lists.kept(who.scope()).isEmpty()) {
        links.add(link("/my/contacts", "nav.contacts"));
      }
      links.add(link("/contact-us", "nav.contact"));
    }
    return links;
  }

  private Link link(String path, String key) {
    return new Link(path, words.say(key), path().equals(path));
  }

  /** Whether tickets may be acted on, and not only read. */
  public boolean isActing() {
    return who.scope() instanceof Scope.Staff;
  }

  /** Whether the trail of acts may be looked through. */
  public boolean isAuditing() {
    return who.scope().audits();
  }

  /** Whether the way back leads to the administrators' places. */
  public boolean isSetting() {
    return who.caller() instanceof Caller.Staff staff
        && staff.roles().contains(Role.ADMINISTRATOR)
        && !path().equals(Settings.HERE)
        && Settings.holds(path());
  }

  private String path() {
    return request.getRequestURI();
  }

  private String weekday() {
    return instant()
        .atZone(When.ROME)
        .getDayOfWeek()
        .getDisplayName(java.time.format.TextStyle.SHORT, getLocale());
  }

  private String cookie(String name) {
    if (request.getCookies() != null) {
      for (Cookie cookie : request.getCookies()) {
        if (cookie.getName().equals(name)) {
          return cookie.getValue();
        }
      }
    }
    return "";
  }
}
