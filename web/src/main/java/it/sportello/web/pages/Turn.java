package it.sportello.web.pages;

import jakarta.faces.context.ExternalContext;
import jakarta.faces.context.FacesContext;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Where a page goes instead of being shown. */
final class Turn {
  static final String NOTICE = "notice";
  private static final int SECONDS = 30;

  private Turn() {}

  /** After a post: the next page is asked for by GET. */
  static void to(String path) {
    FacesContext context = FacesContext.getCurrentInstance();
    try {
      context.getExternalContext().redirect(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The next page says that it is done, once. The cookie is a key of our own sentences and a
   * number.
   */
  static void done(String path, String notice, long number) {
    Cookie cookie = new Cookie(NOTICE, notice + "." + number);
    cookie.setPath("/");
    cookie.setHttpOnly(true);
    cookie.setMaxAge(SECONDS);
    cookie.setAttribute("SameSite", "Lax");
    response().addCookie(cookie);
    to(path);
  }

  /** The error page of this status. */
  static void refuse(int status) {
    FacesContext context = FacesContext.getCurrentInstance();
    try {
      context.getExternalContext().responseSendError(status, null);
      context.responseComplete();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The page is shown, and says that something is not as it should be. */
  static void status(int status) {
    external().setResponseStatus(status);
  }

  static HttpServletResponse response() {
    return (HttpServletResponse) external().getResponse();
  }

  static String encode(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  private static ExternalContext external() {
    return FacesContext.getCurrentInstance().getExternalContext();
  }
}
