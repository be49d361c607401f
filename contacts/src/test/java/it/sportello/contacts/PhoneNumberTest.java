package it.sportello.contacts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PhoneNumberTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "IT | 02 5550 1042      | +390255501042",
        "IT | +39 02/5550.1042  | +390255501042",
        "IT | 0039 02 55501042  | +390255501042",
        "DE | +39 02 5550 1042  | +390255501042",
        "IT | 335 123 4567      | +393351234567",
        "IT | +44 20 7946 0958  | +442079460958",
        "GB | 020 7946 0958     | +442079460958",
        "GB | +44 (0)20 79460958| +442079460958",
        "CH | 091 912 34 56     | +41919123456"
      })
  void aNumberIsReadInTheWayOfThePlatformsCountry(String country, String typed, String number) {
    assertEquals(number, PhoneNumber.of(typed, country).e164());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''",
        "12",
        "02 5550 1042 int. 7",
        "0800 CALL ME",
        "tel:+390255501042",
        "+390255501042;ext=1",
        "٠٢٥٥٥٠١٠٤٢",
        "\u202E2401055520",
        "=1+1",
        "+999 1 2345678",
        "02 5",
        "335 1"
      })
  void whatNoPlanKnowsIsRefused(String typed) {
    assertThrows(InvalidValue.class, () -> PhoneNumber.of(typed, "IT"));
  }

  @Property
  void whateverIsTypedIsANumberInE164OrIsRefused(@ForAll String typed) {
    try {
      assertTrue(PhoneNumber.of(typed, "IT").e164().matches("\\+[1-9][0-9]{5,14}"));
    } catch (InvalidValue e) {
      assertTrue(e.key().startsWith("phone."));
    }
  }

  @Test
  void aNumberIsShownInItsGroups() {
    assertEquals("+44 20 7946 0958", new PhoneNumber("+442079460958").shown());
    assertEquals("+999123456", new PhoneNumber("+999123456").shown());
  }

  @Test
  void aCountryWithoutAPlanIsUnknown() {
    assertTrue(PhoneNumber.knows("IT"));
    assertFalse(PhoneNumber.knows("ZZ"));
  }
}
