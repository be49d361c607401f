package it.sportello.web.harness;

import it.sportello.launcher.CodesUnderTest;
import java.time.Instant;

/** An authenticator app. */
public final class Authenticator {
  private Authenticator() {}

  /**
   * The six digits that it shows.
   *
   * @param secret in Base32, blanks in it or not
   */
  public static String code(String secret, Instant at) {
    return CodesUnderTest.at(secret.replace(" ", ""), at);
  }
}
