package it.sportello.web.oidc;

/** The provider lets this person not in, or what it says cannot be believed. */
public final class ProviderRefused extends Exception {
  private static final long serialVersionUID = 1L;

  ProviderRefused(String why) {
    super(why);
  }

  ProviderRefused(Exception cause) {
    super(cause.getMessage(), cause);
  }
}
