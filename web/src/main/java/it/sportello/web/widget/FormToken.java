package it.sportello.web.widget;

import it.sportello.contacts.EmailAddress;
import it.sportello.contacts.PlatformCode;
import it.sportello.contacts.Product;
import java.time.Instant;
import java.util.Map;

/**
 * What a host product says of the person before its page.
 *
 * @param contact an address registered for the platform
 * @param context what is open in the product, the product's own reference fields alone
 * @param id the token's own, RFC 7519 section 4.1.7
 */
record FormToken(
    Product product,
    PlatformCode platform,
    EmailAddress contact,
    Map<String, String> context,
    String id,
    Instant expires) {}
