package it.sportello.entitlements;

import it.sportello.ticketing.Deadline;

/**
 * What is said before sending, in the acknowledgement and on the phone. {@link Deadline#NEVER}: not
 * promised.
 */
public record Promise(Deadline takeInChargeBy, Deadline answerBy, Deadline resolveBy) {}
