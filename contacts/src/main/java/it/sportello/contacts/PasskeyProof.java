package it.sportello.contacts;

/**
 * What a device has signed with a passkey, each part in URL-safe Base64 as the browser sends it.
 *
 * @param handle the owner as the device knows it; some devices say nothing
 */
public record PasskeyProof(
    String credential,
    String clientData,
    String authenticatorData,
    String signature,
    String handle) {}
