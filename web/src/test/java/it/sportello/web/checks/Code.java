package it.sportello.web.checks;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The code of the project as the checks see it. */
final class Code {
  /** From left to right: each may use those before it. */
  static final List<String> MODULES =
      List.of("contacts", "ticketing", "entitlements", "notifications", "web");

  /** Every class of main code, of all modules. */
  static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("it.sportello");

  private Code() {}

  static String packageOf(String module) {
    return "it.sportello." + module + "..";
  }

  /** Empty for the launcher, which is no module. */
  static Optional<String> moduleOf(JavaClass type) {
    return MODULES.stream()
        .filter(m -> (type.getPackageName() + ".").startsWith("it.sportello." + m + "."))
        .findFirst();
  }

  static Path sources(String module) {
    return Path.of("..", module, "src", "main", "java").normalize();
  }

  static Path resources(String module) {
    return Path.of("..", module, "src", "main", "resources").normalize();
  }

  /** Every file below {@code folder} with that ending, sorted; none where there is no folder. */
  static List<Path> files(Path folder, String ending) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> walk = Files.walk(folder)) {
      return walk.filter(Files::isRegularFile)
          .filter(p -> p.toString().endsWith(ending))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
