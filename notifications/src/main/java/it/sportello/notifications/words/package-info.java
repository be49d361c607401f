/**
 * The words of the desk's mails, in Italian and English: templates without logic and with a closed
 * list of variables, one layout in HTML and one in plain text. Values are escaped in one place, by
 * the layout; a value that looks like a template stays as it is.
 */
package it.sportello.notifications.words;
