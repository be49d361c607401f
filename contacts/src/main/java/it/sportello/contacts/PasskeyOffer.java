package it.sportello.contacts;

/**
 * A passkey that a device has just made, each part in URL-safe Base64 as the browser sends it.
 *
 * @param name what its owner will recognise it by
 */
public record PasskeyOffer(String name, String clientData, String attestation) {}
