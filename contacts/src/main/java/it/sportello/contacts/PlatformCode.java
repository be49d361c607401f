package it.sportello.contacts;

/**
 * The console number that a caller keys in: 3 to 10 digits, kept as written (a leading zero
 * counts).
 *
 * @throws InvalidValue when it is anything else
 */
public record PlatformCode(String value) {
  public PlatformCode {
    if (value == null || !value.matches("[0-9]{3,10}")) {
      throw new InvalidValue("platformCode.digits");
    }
  }
}
