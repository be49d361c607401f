package it.sportello.contacts;

/**
 * A value that cannot be what it claims to be; {@link #key()} names the sentence that says why in
 * the user's language.
 */
public final class InvalidValue extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;
  private final String key;

  public InvalidValue(String key) {
    super(key);
    this.key = key;
  }

  public String key() {
    return key;
  }
}
