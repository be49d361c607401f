package it.sportello.web.checks;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.properties.HasName;
import com.tngtech.archunit.library.GeneralCodingRules;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What main code never does. */
class HabitsTest {
  private static final String LAUNCHER = "it.sportello.launcher..";

  @Test
  void nowIsAskedOfTheOneClock() {
    noClasses()
        .that()
        .resideOutsideOfPackage(LAUNCHER)
        .and()
        .doNotHaveFullyQualifiedName("it.sportello.contacts.DeskClock")
        .should()
        .callMethodWhere(
            target(nameMatching("now|system|systemUTC|systemDefaultZone|tick.*"))
                .and(target(owner(nameMatching("java\\.time\\..*")))))
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callConstructor(java.util.Date.class)
        .check(Code.CLASSES);
  }

  @Test
  void onlyTheLauncherStartsProcesses() {
    noClasses()
        .that()
        .resideOutsideOfPackage(LAUNCHER)
        .should()
        .dependOnClassesThat()
        .areAssignableTo(ProcessBuilder.class)
        .orShould()
        .callMethodWhere(
            target(HasName.Predicates.name("exec"))
                .and(target(owner(HasName.Predicates.name("java.lang.Runtime")))))
        .check(Code.CLASSES);
  }

  @Test
  void onlyTheLauncherWritesToTheTerminal() {
    noClasses()
        .that()
        .resideOutsideOfPackage(LAUNCHER)
        .should(GeneralCodingRules.ACCESS_STANDARD_STREAMS)
        .check(Code.CLASSES);
  }

  @Test
  void noSecretComesFromAGuessableGenerator() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName(Random.class.getName())
        .orShould()
        .callMethod(Math.class, "random")
        .check(Code.CLASSES);
  }

  @Test
  void aTypeIsNamedForWhatItIs() {
    noClasses()
        .should()
        .haveNameMatching(".*(Impl|Util|Utils|Dto|DTO|Manager|Helper)")
        .check(Code.CLASSES);
  }

  @Test
  void noModuleMakesItsOwnThreads() {
    noClasses()
        .that()
        .resideOutsideOfPackage(LAUNCHER)
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.util.concurrent.Executors")
        .orShould()
        .callConstructorWhere(target(owner(HasName.Predicates.name("java.lang.Thread"))))
        .check(Code.CLASSES);
  }
}
