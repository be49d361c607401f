package it.sportello.notifications;

import it.sportello.ticketing.TicketId;
import java.util.Optional;

/**
 * What became of a mail handed to {@link Inbox}.
 *
 * @param id of the stored mail
 * @param ticket where it landed; empty while it waits to be read and in the quarantine
 * @param quarantine why it waits for a person
 */
public record Intake(long id, Optional<TicketId> ticket, Optional<Reason> quarantine) {}
