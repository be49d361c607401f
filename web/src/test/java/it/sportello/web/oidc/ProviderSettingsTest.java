package it.sportello.web.oidc;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import it.sportello.contacts.ProviderSignIns.Whom;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProviderSettingsTest {
  private static final String STAFF = "sportello.oidc.";
  private static final String CUSTOMERS = "sportello.oidc.customers.";

  private final Map<String, String> values = new HashMap<>();

  @Test
  void withoutAnIssuerThereIsNone() {
    assertTrue(settings().client(Whom.STAFF).isEmpty());
    assertTrue(settings().client(Whom.CUSTOMERS).isEmpty());
    assertDoesNotThrow(settings()::check);
  }

  @Test
  void staffAndCustomersHaveTheirOwn() {
    whole(CUSTOMERS, "https://id.example/realms/customers");

    assertDoesNotThrow(settings()::check);
    assertTrue(settings().client(Whom.STAFF).isEmpty());
    assertEquals(
        "https://id.example/realms/customers",
        settings().client(Whom.CUSTOMERS).orElseThrow().issuer().toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"issuer", "client", "secret"})
  void halfASettingIsRefusedByTheNameOfWhatIsMissing(String missing) {
    whole(STAFF, "https://id.example");
    values.put(STAFF + missing, " ");

    assertTrue(refusal().contains("SPORTELLO_OIDC_" + missing.toUpperCase(java.util.Locale.ROOT)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://id.example",
        "http://localhost.evil.example",
        "id.example",
        "ftp://id.example",
        "https://id.example?x=1",
        "https://id.example#x",
        "https://",
        "https:///x"
      })
  void anIssuerThatSomebodyOnTheWayCouldPlayIsRefused(String issuer) {
    whole(STAFF, issuer);

    assertTrue(refusal().contains("SPORTELLO_OIDC_ISSUER"));
  }

  @Test
  void anEmergencyWithoutAProviderIsRefused() {
    values.put(STAFF + "emergency", "admin");

    assertTrue(refusal().contains("SPORTELLO_OIDC_EMERGENCY"));
    whole(STAFF, "http://localhost:9000/realm");
    assertDoesNotThrow(settings()::check);
  }

  private void whole(String prefix, String issuer) {
    values.put(prefix + "issuer", issuer);
    values.put(prefix + "client", "desk");
    values.put(prefix + "secret", "s");
  }

  private String refusal() {
    return assertThrows(IllegalStateException.class, settings()::check).getMessage();
  }

  private ProviderSettings settings() {
    ProviderSettings settings = new ProviderSettings();
    settings.config =
        (Config)
            Proxy.newProxyInstance(
                Config.class.getClassLoader(),
                new Class<?>[] {Config.class},
                (proxy, method, arguments) -> Optional.ofNullable(values.get(arguments[0])));
    return settings;
  }
}
