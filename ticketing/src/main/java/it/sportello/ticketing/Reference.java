package it.sportello.ticketing;

import it.sportello.contacts.InvalidValue;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the request is about, by the product's own field names, such as {@code list=1, message=30};
 * empty means that it is about none. At most 10 fields, names 1 to 40 and values 1 to 100
 * characters on one line; the order is kept.
 *
 * @throws InvalidValue {@code reference.shape}
 */
public record Reference(Map<String, String> fields) {
  public static final Reference NONE = new Reference(Map.of());

  public Reference {
    fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    if (fields.size() > 10 || !fields.entrySet().stream().allMatch(Reference::fits)) {
      throw new InvalidValue("reference.shape");
    }
  }

  private static boolean fits(Map.Entry<String, String> field) {
    return fits(field.getKey(), 40) && fits(field.getValue(), 100);
  }

  private static boolean fits(String text, int limit) {
    return text != null
        && !text.isBlank()
        && text.length() <= limit
        && text.chars().noneMatch(Character::isISOControl);
  }
}
