package it.sportello.web.widget;

import it.sportello.contacts.Contact;
import it.sportello.contacts.EmailAddress;
import it.sportello.contacts.FormSessions;
import it.sportello.contacts.Platform;
import it.sportello.contacts.Product;
import it.sportello.entitlements.Admission;
import it.sportello.ticketing.Deadline;
import it.sportello.web.problem.Unreadable;
import jakarta.json.JsonArray;
import jakarta.json.JsonBuilderFactory;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReaderFactory;
import jakarta.json.JsonString;
import jakarta.json.spi.JsonProvider;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;

/** What the form and the desk say to each other, as JSON; instants by RFC 3339 in UTC. */
final class FormJson {
  private static final JsonReaderFactory READERS =
      JsonProvider.provider().createReaderFactory(Map.of());
  private static final JsonBuilderFactory BUILDERS =
      JsonProvider.provider().createBuilderFactory(Map.of());
  private static final int LONGEST = 262_144;

  private FormJson() {}

  /** All bytes of a body, at most 256 kB. */
  static byte[] bytes(InputStream body) {
    try {
      byte[] bytes = body.readNBytes(LONGEST + 1);
      if (bytes.length > LONGEST) {
        throw new Unreadable(new IOException("body too long"));
      }
      return bytes;
    } catch (IOException e) {
      throw new Unreadable(e);
    }
  }

  static JsonObject object(byte[] bytes) {
    try (var reader =
        READERS.createReader(new ByteArrayInputStream(bytes), StandardCharsets.UTF_8)) {
      return reader.readObject();
    } catch (JsonException | UncheckedIOException e) {
      throw new Unreadable(e);
    }
  }

  /** Empty when there is none. */
  static String token(InputStream body) {
    return object(bytes(body)).get("token") instanceof JsonString text ? text.getString() : "";
  }

  static JsonObject session(
      FormSessions.Opened opened, Product product, Platform platform, Contact contact) {
    var addresses = BUILDERS.createArrayBuilder();
    contact.addresses().stream().map(EmailAddress::value).forEach(addresses::add);
    return BUILDERS
        .createObjectBuilder()
        .add("session", opened.secret())
        .add("expires", opened.caller().expires().toString())
        .add("owner", platform.code().value() + "-" + contact.id().value())
        .add("language", contact.language().name().toLowerCase(Locale.ROOT))
        .add(
            "platform",
            BUILDERS
                .createObjectBuilder()
                .add("code", platform.code().value())
                .add("name", platform.name()))
        .add(
            "contact",
            BUILDERS.createObjectBuilder().add("name", contact.name()).add("addresses", addresses))
        .add("fields", fields(opened, product, contact))
        .add(
            "limits",
            BUILDERS
                .createObjectBuilder()
                .add("attachments", FormRequest.MOST_ATTACHMENTS)
                .add("bytes", FormUploads.LARGEST))
        .build();
  }

  private static JsonArray fields(FormSessions.Opened opened, Product product, Contact contact) {
    var fields = BUILDERS.createArrayBuilder();
    for (var field : product.referenceFields()) {
      fields.add(
          BUILDERS
              .createObjectBuilder()
              .add("key", field.key())
              .add("label", field.label(contact.language()))
              .add("pattern", field.pattern())
              .add("value", opened.caller().context().getOrDefault(field.key(), "")));
    }
    return fields.build();
  }

  /** What is promised; a deadline that is not promised is left out. */
  static JsonObjectBuilder promise(Admission.Admitted admitted, Instant now) {
    var json = BUILDERS.createObjectBuilder();
    json.add("level", admitted.level())
        .add("lapsed", admitted.lapsed())
        .add("zone", admitted.zone().getId())
        .add("now", now.toString());
    add(json, "takeInChargeBy", admitted.promise().takeInChargeBy());
    add(json, "answerBy", admitted.promise().answerBy());
    add(json, "resolveBy", admitted.promise().resolveBy());
    return json;
  }

  private static void add(JsonObjectBuilder json, String name, Deadline deadline) {
    if (!deadline.isNever()) {
      json.add(name, deadline.at().toString());
    }
  }

  static JsonObject upload(String key, FormUploads.Kept kept) {
    return BUILDERS
        .createObjectBuilder()
        .add("key", key)
        .add("mediaType", kept.mediaType())
        .add("size", kept.size())
        .add("sha256", kept.sha256())
        .build();
  }
}
