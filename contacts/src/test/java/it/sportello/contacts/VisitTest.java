package it.sportello.contacts;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VisitTest {
  @ParameterizedTest
  @CsvSource({
    "203.0.113.7, 203.0.113.7",
    "2001:db8:1:2:3:4:5:6, 2001:db8:1:2::/64",
    "2001:db8:1:2:ffff:4:5:6, 2001:db8:1:2::/64"
  })
  void anIpv6SubscriberIsCountedAsOne(String address, String network) {
    assertEquals(network, new Visit(address, "", "").network());
  }

  @Test
  void whatABrowserCallsItselfIsCutAndCleaned() {
    Visit visit = new Visit("203.0.113.7", "a\r\nb\u001b[31m" + "x".repeat(5000), "d".repeat(5000));

    assertEquals(300, visit.browser().length());
    assertEquals("ab[31mx", visit.browser().substring(0, 7));
    assertEquals("", visit.device());
  }
}
