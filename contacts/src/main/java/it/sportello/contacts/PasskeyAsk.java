package it.sportello.contacts;

import java.util.List;

/**
 * What a device is asked to sign; binary values are URL-safe Base64, as WebAuthn's own JSON has
 * them.
 *
 * @param challenge good once, for five minutes; empty where nothing is asked
 * @param host the relying party: devices show a passkey to no other
 * @param handle how devices call the owner; empty unless a new passkey is made
 * @param credentials the passkeys that may answer, or that are not to be made again; none: any
 */
public record PasskeyAsk(
    String challenge, String host, String handle, String login, List<String> credentials) {
  public static final PasskeyAsk NOTHING = new PasskeyAsk("", "", "", "", List.of());

  public boolean asks() {
    return !challenge.isEmpty();
  }

  /** The passkeys, separated by blanks. */
  public String list() {
    return String.join(" ", credentials);
  }

  public boolean makes() {
    return !handle.isEmpty();
  }
}
