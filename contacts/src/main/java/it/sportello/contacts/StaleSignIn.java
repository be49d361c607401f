package it.sportello.contacts;

/** It was too long ago that this person proved who they are: they sign in again first. */
public final class StaleSignIn extends RuntimeException {
  private static final long serialVersionUID = 1L;

  StaleSignIn() {
    super(
        "Sign in again: this wants a sign-in of the last " + Sessions.FRESH.toMinutes() + " min.");
  }
}
