package it.sportello.web.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import it.sportello.contacts.Role;
import it.sportello.entitlements.Clock;
import it.sportello.ticketing.Channel;
import it.sportello.ticketing.Impact;
import it.sportello.ticketing.QueueFilter;
import it.sportello.ticketing.WaitReason;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.io.StringReader;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class OpenApiTest {
  private final JsonObject description =
      JsonProvider.provider()
          .createReader(new StringReader(new OpenApiResource().description()))
          .readObject();

  @Test
  void everyOperationIsDescribedAndNoOther() {
    var described = new TreeSet<String>();
    description
        .getJsonObject("paths")
        .forEach(
            (path, methods) ->
                methods
                    .asJsonObject()
                    .keySet()
                    .forEach(method -> described.add(method + " " + path)));

    assertEquals(operations(), described);
  }

  @Test
  void theChoicesOfAFieldAreThoseOfTheCode() {
    assertEquals(names(Channel.values()), choices("/components/schemas/Channel/enum"));
    assertEquals(names(Role.values()), choices("/components/schemas/Role/enum"));
    assertEquals(names(Impact.values()), choices("/components/schemas/Impact/enum"));
    assertEquals(names(WaitReason.values()), choices("/components/schemas/WaitReason/enum"));
    assertEquals(names(Clock.State.values()), choices("/components/schemas/PromiseState/enum"));
    assertEquals(
        names(QueueFilter.View.values()), choices("/paths/~1queue/get/parameters/0/schema/enum"));
  }

  @Test
  void theFieldsOfARequestAreThoseOfTheReader() {
    var fields = description.getValue("/components/schemas/TicketRequest/properties");

    assertEquals(TicketRequestReader.FIELDS, fields.asJsonObject().keySet());
  }

  @Test
  void theFieldsOfWhatAdministratorsSendAreThoseOfTheReaders() {
    assertEquals(LevelReader.FIELDS, fields("LevelDraft"));
    assertEquals(LevelReader.TARGETS, fields("Targets"));
    assertEquals(CalendarReader.FIELDS, fields("CalendarDraft"));
    assertEquals(ContractReader.NEW, fields("ContractDraft"));
    assertEquals(ContractReader.VERSION, fields("ContractCorrection"));
    assertEquals(ContractReader.END, fields("ContractEnd"));
    assertEquals(ApplicationsResource.FIELDS, fields("ApplicationRequest"));
    assertEquals(ContractReader.ANNULMENT, fields("ContractAnnulment"));
    assertEquals(IntegrationsResource.FIELDS, fields("IntegrationDraft"));
    assertEquals(SnapshotReader.PLATFORM, fields("PlatformDraft"));
    assertEquals(SnapshotReader.LINE, fields("SnapshotLine"));
    assertEquals(SnapshotReader.CONTACT, fields("SnapshotContact"));
  }

  private Set<String> fields(String schema) {
    return description
        .getValue("/components/schemas/" + schema + "/properties")
        .asJsonObject()
        .keySet();
  }

  @Test
  void everyOperationSaysThatTooManyCallsAreRefused() {
    description
        .getJsonObject("paths")
        .forEach(
            (path, methods) ->
                methods
                    .asJsonObject()
                    .forEach(
                        (method, operation) ->
                            assertTrue(
                                operation
                                    .asJsonObject()
                                    .getJsonObject("responses")
                                    .containsKey("429"),
                                method + " " + path)));
  }

  @Test
  void everyReferenceLeadsSomewhere() {
    references(description).forEach(pointer -> assertTrue(leads(pointer), pointer));
  }

  private boolean leads(String pointer) {
    return JsonProvider.provider().createPointer(pointer.substring(1)).containsValue(description);
  }

  private List<String> choices(String pointer) {
    return description.getValue(pointer).asJsonArray().stream()
        .map(value -> value.toString().replace("\"", ""))
        .toList();
  }

  private static Stream<String> references(JsonValue value) {
    return switch (value.getValueType()) {
      case ARRAY -> value.asJsonArray().stream().flatMap(OpenApiTest::references);
      case OBJECT ->
          Stream.concat(
              value.asJsonObject().containsKey("$ref")
                  ? Stream.of(value.asJsonObject().getString("$ref"))
                  : Stream.of(),
              value.asJsonObject().values().stream().flatMap(OpenApiTest::references));
      default -> Stream.of();
    };
  }

  private static Set<String> operations() {
    var operations = new TreeSet<String>();
    for (var resource : new ApiApplication().getClasses()) {
      if (resource.isAnnotationPresent(Path.class)) {
        Arrays.stream(resource.getDeclaredMethods())
            .flatMap(method -> operation(resource, method))
            .forEach(operations::add);
      }
    }
    return operations;
  }

  private static Stream<String> operation(Class<?> resource, Method method) {
    var below =
        method.isAnnotationPresent(Path.class)
            ? "/" + method.getAnnotation(Path.class).value()
            : "";
    var path = "/" + resource.getAnnotation(Path.class).value() + below.replaceAll(": [^/]*}", "}");
    return Arrays.stream(method.getAnnotations())
        .map(annotation -> annotation.annotationType().getAnnotation(HttpMethod.class))
        .filter(verb -> verb != null)
        .map(verb -> verb.value().toLowerCase(Locale.ROOT) + " " + path);
  }

  private static List<String> names(Enum<?>[] constants) {
    return Arrays.stream(constants).map(Enum::name).toList();
  }
}
