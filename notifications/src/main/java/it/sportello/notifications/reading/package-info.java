/**
 * A mail from its raw bytes: lenient with what honest programs get wrong, strict about who wrote it
 * and about how much it may cost (depth, parts, headers, text). The bytes are streamed; attachments
 * are handed on while they pass by. Nothing here knows tickets, senders or the database, so that a
 * mail read again gives the same answer.
 */
package it.sportello.notifications.reading;
