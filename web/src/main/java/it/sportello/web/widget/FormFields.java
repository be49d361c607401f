package it.sportello.web.widget;

import it.sportello.contacts.Contact;
import it.sportello.contacts.EmailAddress;
import it.sportello.contacts.Language;
import it.sportello.contacts.Product;
import it.sportello.ticketing.Impact;
import it.sportello.ticketing.Reference;
import it.sportello.web.problem.FieldError;
import it.sportello.web.problem.InvalidInput;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The fields of the form, taken out one by one. Faults are gathered, so that the person hears of
 * all of them at once; a field the form does not have is a fault too.
 */
final class FormFields {
  private static final Set<String> KNOWN =
      Set.of(
          "subject",
          "did",
          "expected",
          "happened",
          "impact",
          "reference",
          "answerTo",
          "attachments");
  private final JsonObject body;
  private final List<FieldError> faults = new ArrayList<>();

  FormFields(JsonObject body) {
    this.body = body;
    body.keySet().stream()
        .filter(name -> !KNOWN.contains(name))
        .limit(20)
        .forEach(name -> fault("/" + name, "value.field"));
  }

  /** Filled in, and not longer than {@code max} UTF-16 units, as browsers count. */
  String text(String name, int max) {
    String text = string(body.get(name));
    if (text.isBlank()) {
      fault("/" + name, "form.missing");
      return "";
    }
    if (text.length() > max) {
      faults.add(new FieldError("/" + name, "form.length", Map.of("max", max)));
      return "";
    }
    if (text.codePoints().anyMatch(FormFields::unfit)) {
      fault("/" + name, "value.invalid");
      return "";
    }
    return text;
  }

  Impact impact() {
    String name = string(body.get("impact"));
    for (Impact impact : Impact.values()) {
      if (impact.name().equals(name) && impact != Impact.UNSTATED) {
        return impact;
      }
    }
    fault("/impact", "form.choose");
    return Impact.UNSTATED;
  }

  /** All of the product's fields, or an empty object for the choice "not about one newsletter". */
  Reference reference(Product product, Language language) {
    if (!(body.get("reference") instanceof JsonObject given)) {
      fault("/reference", "form.choose");
      return Reference.NONE;
    }
    if (given.isEmpty()) {
      return Reference.NONE;
    }
    Map<String, String> fields = new LinkedHashMap<>();
    for (var field : product.referenceFields()) {
      String value = string(given.get(field.key())).strip();
      String pointer = "/reference/" + field.key();
      if (value.isEmpty()) {
        fault(pointer, "form.missing");
      } else if (value.length() > 100 || !value.matches(field.pattern())) {
        faults.add(new FieldError(pointer, "form.shape", Map.of("label", field.label(language))));
      }
      fields.put(field.key(), value);
    }
    given.keySet().stream()
        .filter(key -> !fields.containsKey(key))
        .limit(20)
        .forEach(key -> fault("/reference", "value.field"));
    return faults.isEmpty() ? new Reference(fields) : Reference.NONE;
  }

  EmailAddress answerTo(Contact contact) {
    String given = string(body.get("answerTo"));
    if (given.isBlank()) {
      fault("/answerTo", "form.choose");
      return contact.addresses().get(0);
    }
    return contact.addresses().stream()
        .filter(address -> address.value().equals(given))
        .findFirst()
        .orElseGet(
            () -> {
              fault("/answerTo", "form.unconfirmed");
              return contact.addresses().get(0);
            });
  }

  List<String> attachments(int most) {
    JsonValue given = body.get("attachments");
    if (given == null) {
      return List.of();
    }
    if (!(given instanceof JsonArray array)) {
      fault("/attachments", "value.type");
      return List.of();
    }
    if (array.size() > most) {
      faults.add(new FieldError("/attachments", "form.attachments", Map.of("max", most)));
      return List.of();
    }
    return array.stream().map(FormFields::string).toList();
  }

  /**
   * @throws InvalidInput when anything was wrong so far
   */
  void refuseFaults() {
    if (!faults.isEmpty()) {
      throw new InvalidInput(faults);
    }
  }

  private static String string(JsonValue value) {
    return value instanceof JsonString text ? text.getString() : "";
  }

  /** Half a surrogate pair and NUL: no database column can hold them. */
  private static boolean unfit(int character) {
    return character == 0 || (character >= 0xD800 && character <= 0xDFFF);
  }

  private void fault(String pointer, String key) {
    faults.add(new FieldError(pointer, key));
  }
}
