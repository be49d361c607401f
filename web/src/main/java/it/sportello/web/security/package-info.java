/**
 * Who is calling: a bearer token or the cookie of a session becomes a {@link
 * it.sportello.contacts.Caller}; which addresses want which role; the headers of every response;
 * the refusal of requests that another site made a browser send.
 */
package it.sportello.web.security;
