package it.sportello.web.checks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.Converter;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Entity;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.MappedSuperclass;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OneToOne;
import jakarta.persistence.Table;
import java.lang.annotation.Annotation;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** One persistence unit, complete; each entity in its module's schema; no tie between modules. */
class PersistenceUnitTest {
  private static final List<Class<? extends Annotation>> MAPPED =
      List.of(Entity.class, Embeddable.class, MappedSuperclass.class, Converter.class);

  private static final List<Class<? extends Annotation>> ASSOCIATIONS =
      List.of(
          ManyToOne.class,
          OneToOne.class,
          OneToMany.class,
          ManyToMany.class,
          ElementCollection.class);

  @Test
  void everyMappedClassIsListed() {
    String unit = Code.text(Code.resources("web").resolve("META-INF/persistence.xml"));
    Set<String> listed =
        Pattern.compile("<class>\\s*([\\w.$]+)\\s*</class>")
            .matcher(unit)
            .results()
            .map(r -> r.group(1))
            .collect(Collectors.toCollection(TreeSet::new));

    Set<String> mapped =
        mapped().map(JavaClass::getName).collect(Collectors.toCollection(TreeSet::new));

    assertEquals(String.join("\n", mapped), String.join("\n", listed));
  }

  @Test
  void anEntityLivesInTheSchemaOfItsModule() {
    List<String> astray =
        entities()
            .filter(e -> !schema(e).equals(Code.moduleOf(e).orElse("launcher")))
            .map(JavaClass::getName)
            .toList();

    assertEquals(List.of(), astray);
  }

  @Test
  void aCollectionTableLivesInTheSchemaOfItsModule() {
    List<String> astray =
        fields()
            .filter(f -> f.isAnnotatedWith(CollectionTable.class))
            .filter(
                f ->
                    !f.getAnnotationOfType(CollectionTable.class)
                        .schema()
                        .equals(Code.moduleOf(f.getOwner()).orElse("launcher")))
            .map(JavaField::getFullName)
            .toList();

    assertEquals(List.of(), astray);
  }

  @Test
  void noAssociationLeavesItsModule() {
    List<String> across =
        fields()
            .filter(f -> ASSOCIATIONS.stream().anyMatch(f::isAnnotatedWith))
            .filter(PersistenceUnitTest::pointsAcross)
            .map(JavaField::getFullName)
            .toList();

    assertEquals(List.of(), across);
  }

  private static boolean pointsAcross(JavaField field) {
    return field.getType().getAllInvolvedRawTypes().stream()
        .filter(t -> MAPPED.stream().anyMatch(t::isAnnotatedWith))
        .anyMatch(t -> !Code.moduleOf(t).equals(Code.moduleOf(field.getOwner())));
  }

  private static String schema(JavaClass entity) {
    return entity.tryGetAnnotationOfType(Table.class).map(Table::schema).orElse("");
  }

  private static Stream<JavaClass> mapped() {
    return Code.CLASSES.stream().filter(c -> MAPPED.stream().anyMatch(c::isAnnotatedWith));
  }

  private static Stream<JavaClass> entities() {
    return Code.CLASSES.stream().filter(c -> c.isAnnotatedWith(Entity.class));
  }

  private static Stream<JavaField> fields() {
    return mapped().flatMap(c -> c.getFields().stream());
  }
}
