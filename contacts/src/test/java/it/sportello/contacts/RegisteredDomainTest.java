package it.sportello.contacts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegisteredDomainTest {
  @Test
  void aDomainIsKeptInTheFormThatIsCompared() {
    assertEquals("aurora.example", new RegisteredDomain(" @Aurora.Example ").value());
    assertEquals("xn--caff-8oa.example", new RegisteredDomain("caffè.example").value());
    assertEquals("caffè.example", new RegisteredDomain("caffè.example").shown());
  }

  @ParameterizedTest
  @CsvSource({
    "domain.shared, gmail.com",
    "domain.shared, GMAIL.com",
    "domain.shared, @libero.it",
    "domain.shared, pec.it",
    "domain.shared, co.uk",
    "domain.suffix, it",
    "domain.shape, ''",
    "domain.shape, info@aurora.example",
    "domain.shape, aurora.example/path",
    "domain.shape, *.aurora.example",
    "domain.shape, 10.0.0.1",
    "text.mixed, аurora.example"
  })
  void whatIsNotOneOrganisationsOwnIsRefused(String reason, String typed) {
    InvalidValue refused = assertThrows(InvalidValue.class, () -> new RegisteredDomain(typed));

    assertEquals(reason, refused.key());
  }

  @Test
  void aSubdomainOfAProviderIsOneOrganisationsOwn() {
    assertEquals("comune.pec.it", new RegisteredDomain("comune.pec.it").value());
  }
}
