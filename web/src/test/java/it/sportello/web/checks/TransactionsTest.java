package it.sportello.web.checks;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Entity;
import jakarta.persistence.MappedSuperclass;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Where transactions begin, and who may touch the database. */
class TransactionsTest {
  @Test
  void noFrontOpensATransaction() {
    noClasses()
        .that()
        .resideInAPackage(Code.packageOf("web"))
        .should()
        .dependOnClassesThat()
        .areAssignableTo(Transactional.class)
        .check(Code.CLASSES);
  }

  @Test
  void noFrontTouchesTheDatabase() {
    noClasses()
        .that()
        .resideInAPackage(Code.packageOf("web"))
        .and()
        .resideOutsideOfPackage("it.sportello.web.wiring..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("jakarta.persistence..", "org.hibernate..")
        .check(Code.CLASSES);
  }

  @Test
  void aCommandIsOneTransaction() {
    List<String> split =
        transactionals()
            .filter(found -> found.type == TxType.REQUIRES_NEW || found.type == TxType.NEVER)
            .map(Found::where)
            .toList();

    assertEquals(List.of(), split, "REQUIRES_NEW and NEVER split a command");
  }

  @Test
  void anEntityIsNobodysBusinessOutsideItsPackage() {
    classes()
        .that()
        .areAnnotatedWith(Entity.class)
        .or()
        .areAnnotatedWith(Embeddable.class)
        .or()
        .areAnnotatedWith(MappedSuperclass.class)
        .should()
        .notHaveModifier(JavaModifier.PUBLIC)
        .allowEmptyShould(true)
        .check(Code.CLASSES);
  }

  private record Found(String where, TxType type) {}

  private static Stream<Found> transactionals() {
    return Code.CLASSES.stream().flatMap(TransactionsTest::in);
  }

  private static Stream<Found> in(JavaClass type) {
    Stream<Found> onType =
        type
            .tryGetAnnotationOfType(Transactional.class)
            .map(a -> new Found(type.getName(), a.value()))
            .stream();
    Stream<Found> onMethods =
        type.getMethods().stream()
            .flatMap(
                m ->
                    m
                        .tryGetAnnotationOfType(Transactional.class)
                        .map(a -> new Found(m.getFullName(), a.value()))
                        .stream());
    return Stream.concat(onType, onMethods);
  }
}
