/**
 * The bench, {@code mvn -Pbench}: the desk with its one command line, a durable PostgreSQL and a
 * mail sink on the same cores as the load, 100,000 tickets in the tables, one table printed.
 */
package it.sportello.web.bench;
