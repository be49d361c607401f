package it.sportello.ticketing;

import java.util.Map;

/**
 * What the request is about, by the product's own field names, such as {@code list=1, message=30};
 * empty means that it is about none. At most 10 fields, names 40 and values 100 characters.
 */
public record Reference(Map<String, String> fields) {
  public static final Reference NONE = new Reference(Map.of());

  public Reference {
    fields = Map.copyOf(fields);
  }
}
