package it.sportello.contacts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlatformCodeTest {
  @Test
  void aLeadingZeroCounts() {
    assertEquals("0042", new PlatformCode("0042").value());
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "12", "12345678901", "10 42", "1042#", "١٠٤٢", "-1042"})
  void anythingButThreeToTenDigitsIsRefused(String code) {
    assertThrows(InvalidValue.class, () -> new PlatformCode(code));
  }
}
