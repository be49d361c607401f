/**
 * What a test run starts and what its tests hold in their hands: PostgreSQL, a mail server and the
 * real WAR on the real server, all on free ports and gone at the end; {@link
 * it.sportello.web.harness.Desk} is the way to them.
 */
package it.sportello.web.harness;
