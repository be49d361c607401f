package it.sportello.notifications;

import java.io.IOException;

/** No access token could be had; says the protocol's word for it and never the answer itself. */
final class TokenRefused extends IOException {
  private static final long serialVersionUID = 1L;

  TokenRefused(String why) {
    super(why);
  }

  TokenRefused(String why, Throwable cause) {
    super(why, cause);
  }
}
