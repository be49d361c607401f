package it.sportello.web.pages;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Style sheets and scripts are the same for everybody: kept for a year where the address carries a
 * version, else asked about each time.
 */
@WebFilter(filterName = "assets", urlPatterns = "/assets/*")
public class AssetHeaders extends HttpFilter {
  private static final long serialVersionUID = 1L;

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    response.setHeader(
        "Cache-Control",
        request.getParameter("v") == null ? "no-cache" : "public, max-age=31536000, immutable");
    chain.doFilter(request, response);
  }
}
