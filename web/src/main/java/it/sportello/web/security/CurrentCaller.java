package it.sportello.web.security;

import it.sportello.contacts.Caller;
import it.sportello.contacts.Language;
import it.sportello.contacts.Rights;
import it.sportello.contacts.Scope;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.stream.Stream;

/** Who this request is from, what they may see, and in which language they read. */
@RequestScoped
public class CurrentCaller {
  public static final String LANGUAGE_COOKIE = "language";

  @Inject HttpServletRequest request;
  @Inject Rights rights;

  private Scope scope;

  public Caller caller() {
    return request.getAttribute(DeskAuthentication.CALLER) instanceof Caller caller
        ? caller
        : new Caller.Anonymous();
  }

  public Scope scope() {
    if (scope == null) {
      scope = rights.scopeOf(caller());
    }
    return scope;
  }

  /** What was chosen on this browser, else the person's own language, else the browser's. */
  public Language language() {
    return cookies()
        .filter(cookie -> cookie.getName().equals(LANGUAGE_COOKIE))
        .map(Cookie::getValue)
        .filter(value -> value.equals("it") || value.equals("en"))
        .map(value -> Language.valueOf(value.toUpperCase(java.util.Locale.ROOT)))
        .findFirst()
        .orElseGet(this::ownLanguage);
  }

  private Language ownLanguage() {
    Caller caller = caller();
    if (caller instanceof Caller.Staff staff) {
      return staff.language();
    }
    if (caller instanceof Caller.Customer customer) {
      return customer.language();
    }
    return request.getHeader("Accept-Language") == null
        ? Language.IT
        : Language.of(request.getLocale());
  }

  private Stream<Cookie> cookies() {
    return request.getCookies() == null ? Stream.of() : Arrays.stream(request.getCookies());
  }
}
