/**
 * What is added to the WAR under test and runs inside the server: tests that need injection, and
 * the controls by which tests outside set the clock and count statements. No other class of the
 * harness may be used here: it is not on the server.
 */
package it.sportello.web.inside;
