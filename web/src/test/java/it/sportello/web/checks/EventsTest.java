package it.sportello.web.checks;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaAnnotation;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClass.Predicates;
import com.tngtech.archunit.core.domain.JavaEnumConstant;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaParameter;
import com.tngtech.archunit.core.domain.JavaType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Facts are told once, in the one transaction, and each reaches whom it must. */
class EventsTest {
  /**
   * Who hears what. A new event or a new listener is a line here: Weld silently ignores an observer
   * in a class without a scope, so this table is what proves that a listener listens.
   */
  private static final Map<String, Set<String>> LISTENERS = new TreeMap<>(Wiring.LISTENERS);

  private static final Set<String> VALUES =
      Stream.of(
              String.class,
              Instant.class,
              Duration.class,
              LocalDate.class,
              ZoneId.class,
              Optional.class,
              List.class,
              Set.class)
          .map(Class::getName)
          .collect(java.util.stream.Collectors.toUnmodifiableSet());

  @Test
  void everyEventReachesExactlyItsListeners() {
    Map<String, Set<String>> heard = new TreeMap<>();
    events().forEach(e -> heard.put(shortName(e), new TreeSet<>()));
    observers()
        .filter(o -> heard.containsKey(shortName(o.event)))
        .forEach(o -> heard.get(shortName(o.event)).add(shortName(o.method.getOwner())));

    assertEquals(LISTENERS, heard);
  }

  @Test
  void aListenerToAWholeFamilyOfEventsIsNotAllowed() {
    List<String> broad =
        observers()
            .filter(o -> o.event.isInterface() || o.event.isEquivalentTo(Object.class))
            .filter(o -> o.annotation.getRawType().isEquivalentTo(Observes.class))
            .filter(o -> !isServerEvent(o))
            .map(o -> o.method.getFullName())
            .toList();

    assertEquals(List.of(), broad);
  }

  @Test
  void everyListenerLivesInABeanOfTheWholeApplication() {
    List<String> deaf =
        observers()
            .map(o -> o.method.getOwner())
            .distinct()
            .filter(c -> !c.isAnnotatedWith(ApplicationScoped.class))
            .map(JavaClass::getName)
            .toList();

    assertEquals(List.of(), deaf);
  }

  @Test
  void aListenerOfADomainEventIsHiddenAndTakesPartInTheTransaction() {
    List<String> wrong =
        observers()
            .filter(o -> isEvent(o.event))
            .filter(o -> !(isHidden(o.method) && isMandatory(o.method)))
            .map(o -> o.method.getFullName())
            .toList();

    assertEquals(List.of(), wrong);
  }

  @Test
  void nothingIsHeardAfterTheTransaction() {
    List<String> late =
        observers()
            .filter(
                o ->
                    o.annotation.getRawType().isEquivalentTo(ObservesAsync.class)
                        || phase(o.annotation).startsWith("AFTER_"))
            .map(o -> o.method.getFullName())
            .toList();

    assertEquals(List.of(), late);
  }

  @Test
  void nothingIsToldAsynchronously() {
    noClasses()
        .should()
        .callMethodWhere(
            target(name("fireAsync")).and(target(owner(Predicates.assignableTo(Event.class)))))
        .check(Code.CLASSES);
  }

  @Test
  void aFactCarriesPlainValuesOnly() {
    List<String> heavy =
        events()
            .flatMap(EventsTest::components)
            .filter(f -> !isPlain(f.getType()))
            .map(JavaField::getFullName)
            .toList();

    assertEquals(List.of(), heavy);
  }

  @Test
  void onlyTheEntitlementsGrantTerms() {
    noClasses()
        .that()
        .resideOutsideOfPackage(Code.packageOf("entitlements"))
        .should()
        .callConstructorWhere(target(owner(name("it.sportello.ticketing.TermsGranted"))))
        .check(Code.CLASSES);
  }

  @Test
  void theCounterAloneOpensTickets() {
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName("it.sportello.entitlements.Counter")
        .should()
        .callMethodWhere(
            target(name("open")).and(target(owner(name("it.sportello.ticketing.Tickets")))))
        .check(Code.CLASSES);
  }

  private record Observer(JavaMethod method, JavaClass event, JavaAnnotation<?> annotation) {}

  private static Stream<Observer> observers() {
    return Code.CLASSES.stream()
        .flatMap(c -> c.getMethods().stream())
        .flatMap(m -> m.getParameters().stream())
        .flatMap(EventsTest::observer);
  }

  private static Stream<Observer> observer(JavaParameter parameter) {
    return parameter.getAnnotations().stream()
        .filter(
            a ->
                a.getRawType().isEquivalentTo(Observes.class)
                    || a.getRawType().isEquivalentTo(ObservesAsync.class))
        .map(a -> new Observer((JavaMethod) parameter.getOwner(), parameter.getRawType(), a));
  }

  private static Stream<JavaClass> events() {
    return Code.CLASSES.stream().filter(EventsTest::isEvent);
  }

  /** A nested record of a published language, or one that answers it. */
  private static boolean isEvent(JavaClass type) {
    boolean language =
        type.getAllRawInterfaces().stream()
            .anyMatch(i -> i.getSimpleName().endsWith("Event") && Code.moduleOf(i).isPresent());
    return language && type.isRecord() || type.getSimpleName().equals("TermsGranted");
  }

  private static boolean isServerEvent(Observer observer) {
    return observer.method.getParameters().get(0).getAnnotations().size() > 1;
  }

  private static String phase(JavaAnnotation<?> annotation) {
    return annotation.get("during").map(p -> ((JavaEnumConstant) p).name()).orElse("IN_PROGRESS");
  }

  private static boolean isHidden(JavaMethod method) {
    return !method.getOwner().getModifiers().contains(JavaModifier.PUBLIC)
        && !method.getModifiers().contains(JavaModifier.PUBLIC);
  }

  private static boolean isMandatory(JavaMethod method) {
    return Stream.of(
            method.tryGetAnnotationOfType(Transactional.class).map(Transactional::value),
            method.getOwner().tryGetAnnotationOfType(Transactional.class).map(Transactional::value))
        .anyMatch(type -> type.equals(Optional.of(TxType.MANDATORY)));
  }

  private static Stream<JavaField> components(JavaClass event) {
    return event.getFields().stream().filter(f -> !f.getModifiers().contains(JavaModifier.STATIC));
  }

  private static boolean isPlain(JavaType type) {
    return type.getAllInvolvedRawTypes().stream().allMatch(EventsTest::isPlainClass);
  }

  private static boolean isPlainClass(JavaClass type) {
    if (type.isPrimitive() || type.isEnum() || VALUES.contains(type.getName())) {
      return true;
    }
    return type.isRecord() && components(type).allMatch(f -> isPlain(f.getType()));
  }

  private static String shortName(JavaClass type) {
    return type.getName().replaceFirst("^it\\.sportello\\.", "").replace('$', '.');
  }
}
