package it.sportello.contacts;

/**
 * From where somebody comes, as far as a browser says it.
 *
 * @param address the network address that the request came from
 * @param browser what the browser calls itself, at most 300 characters
 * @param device the secret by which a browser is known from an earlier sign-in; empty for none
 */
public record Visit(String address, String browser, String device) {
  private static final int LONGEST_BROWSER = 300;
  private static final int LONGEST_ADDRESS = 64;

  public Visit {
    browser = printable(browser, LONGEST_BROWSER);
    address = printable(address, LONGEST_ADDRESS);
    device = device.length() > 200 ? "" : device;
  }

  private static String printable(String text, int most) {
    String clean = text.replaceAll("[^\\x20-\\x7e]", "");
    return clean.substring(0, Math.min(most, clean.length()));
  }

  /** The network that throttles count by: an IPv6 subscriber has 2^64 addresses (RFC 6177). */
  public String network() {
    if (!address.contains(":")) {
      return address;
    }
    String[] parts = address.split("::", 2)[0].split(":");
    return String.join(":", java.util.Arrays.copyOf(parts, Math.min(4, parts.length))) + "::/64";
  }
}
