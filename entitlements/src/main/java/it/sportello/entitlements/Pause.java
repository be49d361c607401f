package it.sportello.entitlements;

import it.sportello.ticketing.WaitReason;
import java.time.Instant;

/** A stretch in which the desk waited for the customer; {@code from} is before {@code to}. */
record Pause(Instant from, Instant to, WaitReason reason) {}
