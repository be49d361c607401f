/**
 * Signing in by OpenID Connect: what is configured, where the provider is, what its tokens have to
 * be. The provider is asked by the browser's request and never while the desk starts: its being
 * away stops nobody but who signs in with it.
 *
 * <p>Knows who somebody is at the provider, and not who that is here: {@link
 * it.sportello.contacts.ProviderSignIns} does.
 */
package it.sportello.web.oidc;
