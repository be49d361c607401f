package it.sportello.contacts;

/** Why a person is registered for a platform; it decides which tickets they see. */
public enum ContactKind {
  ADMINISTRATIVE,
  CAMPAIGN_MANAGER,
  TECHNICAL,
  ABUSE_PRIVACY
}
