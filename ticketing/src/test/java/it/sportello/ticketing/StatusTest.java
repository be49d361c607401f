package it.sportello.ticketing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatusTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          NEW       | NEW       | false
          NEW       | IN_CHARGE | true
          NEW       | RESOLVED  | true
          IN_CHARGE | NEW       | false
          IN_CHARGE | IN_CHARGE | false
          IN_CHARGE | RESOLVED  | true
          RESOLVED  | NEW       | true
          RESOLVED  | IN_CHARGE | true
          RESOLVED  | RESOLVED  | false
          """)
  void everyPassageIsAllowedOrNot(Status from, Status to, boolean allowed) {
    assertEquals(allowed, from.mayBecome(to));
  }
}
