package it.sportello.launcher;

/**
 * Why the desk cannot be started or had to stop, as one sentence for the person at the console:
 * what is wrong and what may be done. It never carries a stack trace to the console.
 */
public final class LaunchFailure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  LaunchFailure(String sentence) {
    super(sentence);
  }

  LaunchFailure(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
