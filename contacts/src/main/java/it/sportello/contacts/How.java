package it.sportello.contacts;

import java.util.Locale;

/** By what somebody has signed in. */
enum How {
  /** Password and a code of the authenticator. */
  CODE,
  /** Password and a recovery code. */
  RECOVERY,
  /** Password and a passkey. */
  PASSKEY,
  /** A passkey alone, whose device has verified its user. */
  PASSKEY_ALONE,
  /** A one-time link. */
  LINK,
  /** The word of the identity provider. */
  PROVIDER;

  /** As the trail calls it. */
  String action() {
    return "session.open." + name().toLowerCase(Locale.ROOT);
  }
}
