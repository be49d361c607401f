package it.sportello.contacts;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.security.enterprise.identitystore.Pbkdf2PasswordHash;
import java.util.Map;

/** PBKDF2 with HMAC-SHA-512 and 220,000 iterations (OWASP Password Storage Cheat Sheet, 2023). */
@ApplicationScoped
class Passwords {
  private static final Map<String, String> PARAMETERS =
      Map.of(
          "Pbkdf2PasswordHash.Algorithm", "PBKDF2WithHmacSHA512",
          "Pbkdf2PasswordHash.Iterations", "220000",
          "Pbkdf2PasswordHash.SaltSizeBytes", "32",
          "Pbkdf2PasswordHash.KeySizeBytes", "32");

  @Inject Pbkdf2PasswordHash pbkdf2;

  @PostConstruct
  void prepare() {
    pbkdf2.initialize(PARAMETERS);
  }

  String hash(String password) {
    return pbkdf2.generate(password.toCharArray());
  }

  boolean matches(String password, String hash) {
    return pbkdf2.verify(password.toCharArray(), hash);
  }
}
