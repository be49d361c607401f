package it.sportello.web.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import it.sportello.web.problem.InvalidInput;
import jakarta.ws.rs.core.MultivaluedHashMap;
import java.time.YearMonth;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AttainmentRequestTest {
  private static final YearMonth NOW = YearMonth.of(2026, 11);

  @Test
  void withoutMonthsItIsTheLastTwelve() {
    var asked = AttainmentRequest.of("", "", "", "", NOW);

    assertEquals(YearMonth.of(2025, 12), asked.from());
    assertEquals(NOW, asked.to());
  }

  @ParameterizedTest(name = "{0} {1}: {2} {3}")
  @CsvSource({
    "2026-13, 2026-11, /from, value.month",
    "26-11, 2026-11, /from, value.month",
    "novembre, 2026-11, /from, value.month",
    "2026-11, 2026-1, /to, value.month",
    "2026-12, 2026-11, /from, value.months",
    "2021-11, 2026-11, /from, value.months"
  })
  void whatIsNoRangeOfMonthsIsRefused(String from, String to, String pointer, String key) {
    var refused =
        assertThrows(InvalidInput.class, () -> AttainmentRequest.of(from, to, "", "", NOW).from());

    assertEquals(pointer, refused.errors().get(0).pointer());
    assertEquals(key, refused.errors().get(0).key());
  }

  @Test
  void fiveYearsAreTheMost() {
    assertEquals(YearMonth.of(2021, 12), AttainmentRequest.of("2021-12", "", "", "", NOW).from());
  }

  @Test
  void anUnknownParameterIsRefused() {
    var query = new MultivaluedHashMap<String, String>();
    query.putSingle("month", "2026-11");

    var refused = assertThrows(InvalidInput.class, () -> AttainmentRequest.of(query, NOW));

    assertEquals("/month", refused.errors().get(0).pointer());
  }
}
