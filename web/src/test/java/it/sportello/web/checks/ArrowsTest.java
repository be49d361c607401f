package it.sportello.web.checks;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** contacts, ticketing, entitlements, notifications, web: leftward a call, rightward an event. */
class ArrowsTest {
  @TestFactory
  Stream<DynamicTest> aModuleUsesNoModuleAtItsRight() {
    return Code.MODULES.subList(0, Code.MODULES.size() - 1).stream()
        .map(module -> DynamicTest.dynamicTest(module, () -> usesNothingAtTheRightOf(module)));
  }

  private static void usesNothingAtTheRightOf(String module) {
    List<String> right = Code.MODULES.subList(Code.MODULES.indexOf(module) + 1, 5);
    noClasses()
        .that()
        .resideInAPackage(Code.packageOf(module))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(right.stream().map(Code::packageOf).toArray(String[]::new))
        .check(Code.CLASSES);
  }

  @Test
  void nothingInTheWarUsesTheLauncher() {
    noClasses()
        .that()
        .resideOutsideOfPackage("it.sportello.launcher..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("it.sportello.launcher..")
        .check(Code.CLASSES);
  }

  @Test
  void theLauncherUsesNoModule() {
    noClasses()
        .that()
        .resideInAPackage("it.sportello.launcher..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(Code.MODULES.stream().map(Code::packageOf).toArray(String[]::new))
        .allowEmptyShould(true)
        .check(Code.CLASSES);
  }

  @Test
  void noModuleUsesTheServersOwnClasses() {
    noClasses()
        .that()
        .resideOutsideOfPackage("it.sportello.launcher..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("fish.payara..", "org.glassfish..", "com.sun..", "sun..")
        .check(Code.CLASSES);
  }

  @Test
  void everyPackageSaysWhatItDecidesAndRefusesToKnow() {
    List<String> silent =
        Code.MODULES.stream()
            .flatMap(m -> Code.files(Code.sources(m), ".java").stream())
            .map(file -> file.getParent())
            .distinct()
            .filter(folder -> !folder.resolve("package-info.java").toFile().exists())
            .map(Object::toString)
            .toList();

    assertTrue(silent.isEmpty(), () -> "packages without package-info: " + silent);
  }
}
