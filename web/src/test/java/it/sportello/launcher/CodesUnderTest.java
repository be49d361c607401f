package it.sportello.launcher;

import java.time.Instant;

/** The try-out's authenticator, for tests of other packages. */
public final class CodesUnderTest {
  private CodesUnderTest() {}

  /**
   * @param secret in Base32
   */
  public static String at(String secret, Instant at) {
    return Codes.at(secret, at);
  }
}
