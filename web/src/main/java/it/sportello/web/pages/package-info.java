/**
 * The pages that people read: sign-in, the agents' queue and ticket, search, quarantine, outgoing
 * mail, the trial phone line, the customers' own tickets, and how to contact the desk. Beans hold
 * what a page shows, asked for once in {@code load()}; forms post plain fields, one method a
 * button, and redirect. Nothing here decides what may be done: the services of the modules do. The
 * styles and scripts are files of the desk's own, because the policy of the pages allows no other.
 */
package it.sportello.web.pages;
