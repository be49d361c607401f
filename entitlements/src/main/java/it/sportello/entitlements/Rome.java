package it.sportello.entitlements;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/** The vendor's dates: a contract begins and ends at midnight in Rome, wherever the customer is. */
final class Rome {
  static final ZoneId ZONE = ZoneId.of("Europe/Rome");

  private Rome() {}

  static LocalDate date(Instant at) {
    return LocalDate.ofInstant(at, ZONE);
  }

  static Instant endOf(LocalDate lastDay) {
    return lastDay.plusDays(1).atStartOfDay(ZONE).toInstant();
  }
}
