package it.sportello.web.api;

import it.sportello.contacts.InvalidValue;
import it.sportello.web.problem.FieldError;
import it.sportello.web.problem.InvalidInput;
import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
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
  private static final int MOST_OBJECTS = 1000;
  private final JsonObject object;
  private final String place;
  private final List<FieldError> faults;

  /** Fields that nobody knows are faults: what is ignored in silence is believed to have worked. */
  JsonFields(JsonObject object, Set<String> known) {
    this(object, known, "", new ArrayList<>());
  }

  /** Of an object inside another: its faults are the other's. */
  private JsonFields(JsonObject object, Set<String> known, String place, List<FieldError> faults) {
    this.object = object;
    this.place = place;
    this.faults = faults;
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
    inner.forEach((key, text) -> texts.put(key, plain(text, pointer(name) + step(key))));
    return texts;
  }

  /** As RFC 3339 writes a date; empty where there is none, and where it is a fault. */
  Optional<LocalDate> date(String name) {
    var text = text(name);
    try {
      return text.isEmpty() ? Optional.empty() : Optional.of(LocalDate.parse(text));
    } catch (DateTimeParseException e) {
      fault(pointer(name), "value.date");
      return Optional.empty();
    }
  }

  /** A date that has to be there; where it is not, that is a fault, and the answer some date. */
  LocalDate dateNeeded(String name) {
    boolean absent = text(name).isEmpty();
    if (absent) {
      fault(pointer(name), "NotBlank");
    }
    return date(name).orElse(LocalDate.EPOCH);
  }

  /** An instant as RFC 3339 writes it; where it is not there, that is a fault. */
  Instant instantNeeded(String name) {
    var text = textNeeded(name);
    try {
      return text.isEmpty() ? Instant.EPOCH : OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeParseException e) {
      fault(pointer(name), "value.instant");
      return Instant.EPOCH;
    }
  }

  String textNeeded(String name) {
    var text = text(name).strip();
    if (text.isEmpty() && !faulty(name)) {
      fault(pointer(name), "NotBlank");
    }
    return text;
  }

  /** Hours, minutes and seconds as ISO 8601 writes them; a day is not so many hours of work. */
  Optional<Duration> duration(String name) {
    var text = text(name);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      if (text.matches("-?PT-?[0-9].*")) {
        return Optional.of(Duration.parse(text));
      }
    } catch (DateTimeParseException | ArithmeticException e) {
      // As below: it is no duration.
    }
    fault(pointer(name), "value.duration");
    return Optional.empty();
  }

  long whole(String name, long otherwise) {
    var value = object.getOrDefault(name, JsonValue.NULL);
    if (value == JsonValue.NULL) {
      return otherwise;
    }
    try {
      if (value instanceof JsonNumber number && number.isIntegral()) {
        return number.longValueExact();
      }
    } catch (ArithmeticException e) {
      // As below: it is too large for anything.
    }
    fault(pointer(name), "value.type");
    return otherwise;
  }

  <E extends Enum<E>> Set<E> someOf(Class<E> type, String name) {
    var found = EnumSet.noneOf(type);
    for (var value : array(name)) {
      var text = value instanceof JsonString string ? string.getString() : "";
      Arrays.stream(type.getEnumConstants())
          .filter(constant -> constant.name().equals(text))
          .findFirst()
          .ifPresentOrElse(found::add, () -> fault(pointer(name), "value.unknown"));
    }
    return found;
  }

  /** Texts in their order; one that is none is a fault. */
  List<String> list(String name) {
    var found = new ArrayList<String>();
    for (var value : array(name)) {
      found.add(text(value, pointer(name) + "/" + found.size()));
    }
    return found;
  }

  boolean has(String name) {
    return object.getOrDefault(name, JsonValue.NULL) != JsonValue.NULL;
  }

  boolean flag(String name) {
    var value = object.getOrDefault(name, JsonValue.FALSE);
    if (value != JsonValue.TRUE && value != JsonValue.FALSE) {
      fault(pointer(name), "value.type");
    }
    return value == JsonValue.TRUE;
  }

  /** Nothing known of it where it is absent. */
  JsonFields inside(String name, Set<String> known) {
    var value = object.getOrDefault(name, JsonValue.NULL);
    if (value instanceof JsonObject inner) {
      return new JsonFields(inner, known, pointer(name), faults);
    }
    if (value != JsonValue.NULL) {
      fault(pointer(name), "value.type");
    }
    return new JsonFields(JsonValue.EMPTY_JSON_OBJECT, known, pointer(name), faults);
  }

  List<JsonFields> each(String name, Set<String> known) {
    var found = new ArrayList<JsonFields>();
    for (var value : array(name)) {
      var at = pointer(name) + "/" + found.size();
      if (!(value instanceof JsonObject)) {
        fault(at, "value.type");
      }
      var inner = value instanceof JsonObject object ? object : JsonValue.EMPTY_JSON_OBJECT;
      found.add(new JsonFields(inner, known, at, faults));
    }
    return found;
  }

  private JsonArray array(String name) {
    var value = object.getOrDefault(name, JsonValue.NULL);
    if (value instanceof JsonArray array && array.size() <= MOST_OBJECTS) {
      return array;
    }
    if (value != JsonValue.NULL) {
      fault(pointer(name), "value.type");
    }
    return JsonValue.EMPTY_JSON_ARRAY;
  }

  void wrong(String name, String key, Map<String, Object> facts) {
    faults.add(new FieldError(pointer(name), key, facts));
  }

  void wrongAt(String name, int index, String key) {
    fault(pointer(name) + "/" + index, key);
  }

  boolean faulty(String name) {
    return faults.stream().anyMatch(fault -> fault.pointer().startsWith(pointer(name)));
  }

  boolean faultless() {
    return faults.isEmpty();
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

  private String pointer(String name) {
    return place + step(name);
  }

  private static String step(String name) {
    return "/" + name.replace("~", "~0").replace("/", "~1");
  }
}
