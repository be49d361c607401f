package it.sportello.web.security;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VisitsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "nobody forwards           | 203.0.113.7 |                                | 203.0.113.7",
        "a stranger says another   | 203.0.113.7 | 198.51.100.1                   | 203.0.113.7",
        "the proxy says who        | 10.0.0.1    | 198.51.100.1                   | 198.51.100.1",
        "forged before the proxy   | 10.0.0.1    | 1.1.1.1, 198.51.100.1          | 198.51.100.1",
        "two proxies               | 10.0.0.1    | 1.1.1.1, 198.51.100.1, 10.0.0.2 | 198.51.100.1",
        "no address                | 10.0.0.1    | 198.51.100.1, unknown          | 10.0.0.1",
        "IPv6                      | 10.0.0.1    | 2001:db8::7                    | 2001:db8::7"
      })
  void onlyAProxyOfOursIsBelievedAndOnlyForWhatItHasSeenItself(
      String rule, String peer, String forwarded, String address) {
    Visits visits = new Visits();
    visits.proxies = Optional.of("10.0.0.1, 10.0.0.2");

    assertEquals(
        address, visits.address(peer, forwarded == null ? List.of() : List.of(forwarded)), rule);
  }
}
