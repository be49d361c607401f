package it.sportello.web.harness;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.eu.ingwar.tools.arquillian.extension.suite.annotations.ArquillianSuiteDeployment;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.ArchivePath;
import org.jboss.shrinkwrap.api.ArchivePaths;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.FileAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** The real WAR, with the test classes that run inside; one server for all classes. */
@ArquillianSuiteDeployment
public class DeskUnderTest {
  /** Packages of tests that stay outside, with the libraries that they need. */
  private static final List<String> OUTSIDE =
      List.of(
          "it/sportello/launcher/",
          "it/sportello/web/harness/",
          "it/sportello/web/checks/",
          "it/sportello/web/browser/",
          "it/sportello/web/bench/");

  @Deployment
  public static WebArchive desk() throws Exception {
    WebArchive desk =
        ShrinkWrap.createFromZipFile(
            WebArchive.class, new File(System.getProperty("sportello.test.war")));
    Path classes = Path.of(System.getProperty("sportello.test.classes"));
    try (Stream<Path> files = Files.walk(classes.resolve("it"))) {
      files
          .filter(Files::isRegularFile)
          .forEach(file -> add(desk, classes.relativize(file).toString(), file));
    }
    return desk;
  }

  private static void add(WebArchive desk, String name, Path file) {
    if (OUTSIDE.stream().anyMatch(name::startsWith)) {
      return;
    }
    ArchivePath path = ArchivePaths.create("WEB-INF/classes/" + name);
    desk.add(new FileAsset(file.toFile()), path);
  }
}
