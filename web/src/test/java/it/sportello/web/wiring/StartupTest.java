package it.sportello.web.wiring;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StartupTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://desk.example",
        "http://localhost:8080",
        "http://127.0.0.1",
        "http://[::1]:8080"
      })
  void anAddressThatKeepsCookiesSecretIsAccepted(String url) {
    assertDoesNotThrow(() -> Startup.refuseCookiesInTheClear(URI.create(url)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://desk.example",
        "http://localhost.evil.example",
        "http://10.0.0.1:8080",
        "ftp://localhost",
        "desk.example"
      })
  void anAddressThatWouldShowThemIsRefused(String url) {
    assertThrows(
        IllegalStateException.class, () -> Startup.refuseCookiesInTheClear(URI.create(url)));
  }
}
