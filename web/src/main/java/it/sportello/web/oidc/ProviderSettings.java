package it.sportello.web.oidc;

import it.sportello.contacts.ProviderSignIns.Whom;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.Config;

/**
 * The identity providers of staff and customers: {@code SPORTELLO_OIDC_ISSUER}, {@code _CLIENT} and
 * {@code _SECRET}, and the same with {@code SPORTELLO_OIDC_CUSTOMERS_}. Without an issuer there is
 * none.
 */
@ApplicationScoped
public class ProviderSettings {
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  @Inject Config config;

  /** What the provider has given this desk to be known by. */
  record Client(URI issuer, String id, String secret) {}

  /**
   * Only for a start: the desk must not find out at a sign-in that it was set up wrongly.
   *
   * @throws IllegalStateException that says in words what is wrong
   */
  public void check() {
    for (Whom whom : Whom.values()) {
      client(whom);
    }
    if (value("sportello.oidc.emergency").isPresent() && client(Whom.STAFF).isEmpty()) {
      throw new IllegalStateException(
          "SPORTELLO_OIDC_EMERGENCY names an account, and there is no SPORTELLO_OIDC_ISSUER that"
              + " could be away.");
    }
  }

  Optional<Client> client(Whom whom) {
    String prefix = whom == Whom.STAFF ? "sportello.oidc." : "sportello.oidc.customers.";
    Optional<String> issuer = value(prefix + "issuer");
    if (issuer.isEmpty()) {
      refuseAlone(prefix, "client");
      refuseAlone(prefix, "secret");
      return Optional.empty();
    }
    return Optional.of(
        new Client(
            address(prefix, issuer.get()), needed(prefix, "client"), needed(prefix, "secret")));
  }

  private void refuseAlone(String prefix, String part) {
    if (value(prefix + part).isPresent()) {
      throw new IllegalStateException(
          name(prefix + part) + " is set, and " + name(prefix + "issuer") + " is not.");
    }
  }

  private String needed(String prefix, String part) {
    return value(prefix + part)
        .orElseThrow(
            () ->
                new IllegalStateException(
                    name(prefix + "issuer") + " is set, and " + name(prefix + part) + " is not."));
  }

  private static URI address(String prefix, String text) {
    try {
      if (text.matches("https?://[^\\s?#]+") && isSafe(new URI(text))) {
        return new URI(text);
      }
    } catch (URISyntaxException e) {
      // Told below, as anything else that is no address.
    }
    throw new IllegalStateException(
        name(prefix + "issuer")
            + " is "
            + text
            + ": it has to be an https address without query, as the provider calls itself.");
  }

  /** What is read from there over plain http anybody on the way could write. */
  static boolean isSafe(URI address) {
    return address.getHost() != null
        && ("https".equals(address.getScheme())
            || ("http".equals(address.getScheme()) && LOOPBACK.contains(address.getHost())));
  }

  private Optional<String> value(String name) {
    return config.getOptionalValue(name, String.class).map(String::strip).filter(v -> !v.isEmpty());
  }

  private static String name(String property) {
    return property.toUpperCase(java.util.Locale.ROOT).replace('.', '_');
  }
}
