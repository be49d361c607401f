package it.sportello.ticketing;

/** What has to be known to serve an attachment; the bytes come from {@link Blobs#open}. */
public record Content(String name, String mediaType, long size, String sha256) {}
