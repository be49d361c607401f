package it.sportello.launcher;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.stream.Collectors;

/** Passwords, keys and tokens made on this machine. */
final class Secrets {

  private static final SecureRandom RANDOM = new SecureRandom();

  /** No letters or digits that look alike: people type these. */
  private static final String LETTERS = "abcdefghjkmnpqrstuvwxyz23456789";

  private Secrets() {}

  /** For machines: 192 bits, letters of URLs only. */
  static String token() {
    byte[] bytes = new byte[24];
    RANDOM.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** 256 bits in Base64. */
  static String key() {
    byte[] bytes = new byte[32];
    RANDOM.nextBytes(bytes);
    return Base64.getEncoder().encodeToString(bytes);
  }

  /** For authenticators: 160 bits in Base32 (RFC 4226 section 4, R6). */
  static String authenticator() {
    return RANDOM
        .ints(32, 0, 32)
        .mapToObj(i -> String.valueOf(Codes.BASE32.charAt(i)))
        .collect(Collectors.joining());
  }

  /** For people: four groups of four, 79 bits. */
  static String password() {
    return RANDOM
        .ints(16, 0, LETTERS.length())
        .mapToObj(i -> String.valueOf(LETTERS.charAt(i)))
        .collect(Collectors.joining())
        .replaceAll("(.{4})(?!$)", "$1-");
  }
}
