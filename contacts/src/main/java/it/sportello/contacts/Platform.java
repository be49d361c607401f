package it.sportello.contacts;

import java.time.ZoneId;

/** One customer's subscription to the vendor's product. */
public record Platform(
    PlatformId id, PlatformCode code, String name, ZoneId zone, Language language) {}
