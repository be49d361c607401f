package it.sportello.contacts;

import java.time.Instant;
import java.util.Map;

/**
 * Who fills in the form, as the host product says.
 *
 * @param context what is open in the product, by reference field
 * @param expires when the form session ends
 */
public record FormCaller(
    String product,
    ContactId contact,
    PlatformId platform,
    Map<String, String> context,
    Instant expires) {}
