package it.sportello.web.security;

import it.sportello.contacts.Visit;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * From where a request comes. {@code X-Forwarded-For} is read only when a proxy of {@code
 * SPORTELLO_PROXIES} sends it, and only down to the first address that is none of them: what stands
 * before that was written by who knows whom.
 */
@ApplicationScoped
public class Visits {
  @Inject
  @ConfigProperty(name = "sportello.proxies")
  Optional<String> proxies;

  @Inject Cookies cookies;

  public Visit of(HttpServletRequest request) {
    String browser = request.getHeader("User-Agent");
    return new Visit(
        address(request.getRemoteAddr(), Collections.list(request.getHeaders("X-Forwarded-For"))),
        browser == null ? "" : browser,
        cookies.read(request, Cookies.Kind.DEVICE).orElse(""));
  }

  String address(String peer, List<String> forwarded) {
    List<String> ours = List.of(proxies.orElse("").split("\\s*,\\s*"));
    String[] hops = String.join(",", forwarded).split(",");
    String address = peer;
    for (int i = hops.length - 1; i >= 0 && ours.contains(address); i--) {
      String hop = hops[i].strip();
      if (!hop.matches("[0-9a-fA-F.:]{2,45}")) {
        return address;
      }
      address = hop;
    }
    return address;
  }
}
