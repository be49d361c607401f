/**
 * The architecture held against the code: arrows, events, transactions, tables. They look at the
 * class files and sources of all modules and need neither server nor database.
 */
package it.sportello.web.checks;
