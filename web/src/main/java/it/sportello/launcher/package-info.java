/**
 * Starts the desk, outside its WAR: {@code mvn -Prun} and {@code java -jar sportello.jar}.
 *
 * <p>Decides what runs beside the desk. Where a database is configured, nothing: the application
 * server alone, a child that ends when its standard input closes. Where none is, the try-out:
 * PostgreSQL with durable settings, a mail server with the page of the mails caught, and the
 * vendor's demo product on another origin.
 *
 * <p>Refuses to know any type of the desk: it hands over settings by environment and asks for pages
 * over HTTP.
 */
package it.sportello.launcher;
