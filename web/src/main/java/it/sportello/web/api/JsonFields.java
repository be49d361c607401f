package it.sportello.web.api;

import it.sportello.contacts.InvalidValue;
import it.sportello.web.problem.FieldError;
import it.sportello.web.problem.InvalidInput;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The fields of one JSON object, taken out one by one. Faults are gathered, so that the caller
 * hears of all of them at once from {@link #refuseFaults}; a field that is absent or {@code null}
 * is empty text.
 */
final class JsonFields {
  private static final int MOST_FAULTS = 50;
  private final JsonObject object;
  private final List<FieldError> faults = new ArrayList<>();

  /** Fields that nobody knows are faults: what is ignored in silence is believed to have worked. */
  JsonFields(JsonObject object, Set<String> known) {
    this.object = object;
    object.keySet().stream()
        .filter(name -> !known.contains(name))
        .limit(MOST_FAULTS)
        .forEach(name -> fault(pointer(name), "value.field"));
  }

  String text(String name) {
    return text(object.get(name), pointer(name));
  }

  /** Text, or a whole number in its digits. */
  String textOrNumber(String name) {
    return object.get(name) instanceof JsonNumber number && number.isIntegral()
        ? number.toString()
        : text(name);
  }

  /** A value type made of the text, by a constructor that throws {@link InvalidValue}. */
  <T> Optional<T> value(String name, Function<String, T> made) {
    var text = text(name);
    if (text.isBlank()) {
      return Optional.empty();
    }
    try {
      return Optional.of(made.apply(text));
    } catch (InvalidValue e) {
      fault(pointer(name), e.key());
      return Optional.empty();
    }
  }

  <E extends Enum<E>> E oneOf(Class<E> type, String name, E otherwise) {
    var text = text(name);
    if (text.isEmpty()) {
      return otherwise;
    }
    for (var constant : type.getEnumConstants()) {
      if (constant.name().equals(text)) {
        return constant;
      }
    }
    fault(pointer(name), "value.unknown");
    return otherwise;
  }

  /** An object of texts and whole numbers, in its order. */
  Map<String, String> texts(String name) {
    var value = object.getOrDefault(name, JsonValue.NULL);
    if (value == JsonValue.NULL) {
      return Map.of();
    }
    if (!(value instanceof JsonObject inner) || inner.size() > MOST_FAULTS) {
      fault(pointer(name), "value.type");
      return Map.of();
    }
    var texts = new LinkedHashMap<String, String>();
    inner.forEach((key, text) -> texts.put(key, plain(text, pointer(name) + pointer(key))));
    return texts;
  }

  /**
   * @throws InvalidInput when anything was wrong so far
   */
  void refuseFaults() {
    if (!faults.isEmpty()) {
      throw new InvalidInput(faults);
    }
  }

  private String plain(JsonValue value, String pointer) {
    return value instanceof JsonNumber number ? number.toString() : text(value, pointer);
  }

  /** Half a surrogate pair is no text: no encoding can hold it, nor can the database. */
  private String text(JsonValue value, String pointer) {
    if (value == null || value == JsonValue.NULL) {
      return "";
    }
    if (!(value instanceof JsonString string)) {
      fault(pointer, "value.type");
      return "";
    }
    var text = string.getString();
    if (text.codePoints().anyMatch(c -> c >= 0xD800 && c <= 0xDFFF)) {
      fault(pointer, "value.invalid");
      return "";
    }
    return text;
  }

  private void fault(String pointer, String key) {
    faults.add(new FieldError(pointer, key));
  }

  private static String pointer(String name) {
    return "/" + name.replace("~", "~0").replace("/", "~1");
  }
}
