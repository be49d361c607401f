/**
 * What is said when something cannot be done: one table from exceptions to problems, and the words
 * for each in every language of the desk. Machines get them as RFC 9457 {@code
 * application/problem+json}, people get the same words on a page.
 *
 * <p>Announces nothing, listens to nothing. Refuses to know what was asked: an exception carries
 * the facts, this package the sentence.
 */
package it.sportello.web.problem;
