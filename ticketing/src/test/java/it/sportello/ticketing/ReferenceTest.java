package it.sportello.ticketing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import it.sportello.contacts.InvalidValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReferenceTest {
  @Test
  void theFieldsKeepTheOrderOfTheProduct() {
    var fields = new LinkedHashMap<String, String>();
    fields.put("message", "30");
    fields.put("list", "1");

    assertEquals(List.of("message", "list"), List.copyOf(new Reference(fields).fields().keySet()));
  }

  @Test
  void aFieldWithoutAValueIsRefused() {
    assertThrows(InvalidValue.class, () -> new Reference(Map.of("list", " ")));
  }

  @Test
  void moreThanAFieldHoldsIsRefused() {
    assertThrows(InvalidValue.class, () -> new Reference(Map.of("list", "1".repeat(101))));
    assertThrows(InvalidValue.class, () -> new Reference(Map.of("list", "1\n2")));
  }
}
