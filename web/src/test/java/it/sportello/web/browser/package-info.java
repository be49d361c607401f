/**
 * Journeys of people through the pages, in a real browser against the real desk. A page that a
 * journey visits is also held against axe-core, and a window that has seen an error or a violation
 * of the content security policy fails when it is closed.
 */
package it.sportello.web.browser;
