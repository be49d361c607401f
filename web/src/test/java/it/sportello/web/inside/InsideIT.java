package it.sportello.web.inside;

import static org.junit.jupiter.api.Assertions.assertEquals;

import it.sportello.contacts.Contacts;
import it.sportello.contacts.Platform;
import it.sportello.contacts.PlatformCode;
import jakarta.inject.Inject;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ArquillianExtension.class)
class InsideIT {
  @Inject Contacts contacts;

  @Test
  void aTestInsideTheServerIsGivenTheServicesOfTheModules() {
    assertEquals(
        "Pasticceria Aurora",
        contacts.platformByCode(new PlatformCode("1042")).map(Platform::name).orElse(""));
  }
}
