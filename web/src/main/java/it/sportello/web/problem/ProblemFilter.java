package it.sportello.web.problem;

import it.sportello.contacts.Language;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.stream.Stream;

/**
 * What the server itself refuses (no token, not this role, no such address) comes by as an error
 * dispatch. Programs get it as a problem, people get the error page behind this filter.
 */
@WebFilter(
    filterName = "problem",
    urlPatterns = "/problem",
    dispatcherTypes = DispatcherType.ERROR,
    asyncSupported = true)
public class ProblemFilter extends HttpFilter {
  private static final long serialVersionUID = 1L;

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (!isForPrograms((String) request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI))) {
      chain.doFilter(request, response);
      return;
    }
    var language = language(request);
    var problem = Problems.ofRefused(request);
    response.setStatus(problem.status());
    response.setContentType(ProblemJson.MEDIA_TYPE);
    response.setCharacterEncoding("UTF-8");
    response.setLocale(language.locale());
    response.getWriter().write(ProblemJson.text(problem, language));
  }

  private static boolean isForPrograms(String uri) {
    return uri != null
        && Stream.of("/api/", "/widget/", "/phone/", "/health/").anyMatch(uri::startsWith);
  }

  private static Language language(HttpServletRequest request) {
    return request.getHeader("Accept-Language") == null
        ? Language.IT
        : Language.of(request.getLocale());
  }
}
