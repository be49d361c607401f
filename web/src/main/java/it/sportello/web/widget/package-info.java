/**
 * The form that the vendor's products show in their own pages: its script, and the few calls the
 * script makes under {@code /widget/v1}. Who writes is what the host product's signed token says
 * (ES256; the desk holds public keys alone), exchanged once for a form session; no cookie counts
 * here, and only the origins listed for a product may call.
 *
 * <p>Announces nothing, listens to nothing. Refuses to know what a promise is made of and where
 * bytes are kept: it asks {@link it.sportello.entitlements.Counter} and {@link
 * it.sportello.ticketing.Attachments}.
 */
package it.sportello.web.widget;
