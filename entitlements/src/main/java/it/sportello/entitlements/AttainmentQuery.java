package it.sportello.entitlements;

import it.sportello.contacts.PlatformId;
import java.time.YearMonth;
import java.util.Optional;

/**
 * Which promises are counted.
 *
 * @param from months of Europe/Rome, both included
 * @param level the short name of a level, such as {@code priority}
 */
public record AttainmentQuery(
    YearMonth from, YearMonth to, Optional<String> level, Optional<PlatformId> platform) {}
