package it.sportello.launcher;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Objects;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * The application server and our WAR, unpacked from {@code sportello.jar}: the server once per
 * version, the WAR once per build. What an older version left is removed; a run that was killed
 * meanwhile leaves nothing that a later one would take for complete.
 */
final class ServerHome {

  private static final String SERVER = "server/payara-micro.jar";
  private static final String WAR = "server/ROOT.war";
  private static final String DRIVER = "server/postgresql.jar";
  private static final String CONFIGURATION = "micro/config/domain.xml";
  private static final String GUARD = Guard.class.getName().replace('.', '/') + ".class";

  /** What this class prepares is part of the version. */
  private static final String OWN = ServerHome.class.getName().replace('.', '/') + ".class";

  private final Path folder;
  private final Path war;

  private ServerHome(Path folder, Path war) {
    this.folder = folder;
    this.war = war;
  }

  /** The home inside {@code parent} for the build that {@code jar} is. */
  static ServerHome unpack(Path jar, Path parent) throws IOException {
    try (JarFile build = new JarFile(jar.toFile())) {
      Path folder = parent.toAbsolutePath().resolve(key(build, SERVER, DRIVER, GUARD, OWN));
      if (!Files.isDirectory(folder)) {
        PrivateFiles.delete(parent);
        PrivateFiles.folder(parent);
        Path draft = Files.createDirectory(parent.resolve("unpacking"));
        unpackServer(build, draft);
        Files.move(draft, folder, StandardCopyOption.ATOMIC_MOVE);
      }
      return new ServerHome(folder, unpackWar(build, folder.resolve("war")));
    }
  }

  /**
   * As a folder, which the server need not unpack at each start. It keeps its name, from which the
   * server takes the path under which it serves it.
   */
  private static Path unpackWar(JarFile build, Path parent) throws IOException {
    Path war = parent.resolve(key(build, WAR)).resolve("ROOT");
    if (!Files.exists(war)) {
      PrivateFiles.delete(parent);
      Path draft = Files.createDirectories(war.resolveSibling("unpacking"));
      try (ZipInputStream files = new ZipInputStream(build.getInputStream(build.getEntry(WAR)))) {
        for (ZipEntry file = files.getNextEntry(); file != null; file = files.getNextEntry()) {
          unpack(files, draft.resolve(file.getName()), file.isDirectory());
        }
      }
      liftLibraries(draft.resolve("WEB-INF/lib"), Files.createDirectories(libraries(war)));
      Files.move(draft, war, StandardCopyOption.ATOMIC_MOVE);
    }
    return war;
  }

  /**
   * Libraries go to the class path of the server, where the archive of classes covers them and no
   * deployment reads them for annotations. It is the same code that runs: the server asks its class
   * path before an application in any case.
   */
  private static void liftLibraries(Path from, Path to) throws IOException {
    try (DirectoryStream<Path> jars = Files.newDirectoryStream(from, "*.jar")) {
      for (Path jar : jars) {
        if (!isOurs(jar)) {
          Files.move(jar, to.resolve(jar.getFileName()), StandardCopyOption.REPLACE_EXISTING);
        }
      }
    }
  }

  private static boolean isOurs(Path jar) throws IOException {
    try (JarFile module = new JarFile(jar.toFile())) {
      return module.stream().anyMatch(entry -> entry.getName().startsWith("it/sportello/"));
    }
  }

  private static Path libraries(Path war) {
    return war.resolveSibling("lib");
  }

  private static void unpack(InputStream bytes, Path to, boolean folder) throws IOException {
    if (folder) {
      Files.createDirectories(to);
      return;
    }
    Files.createDirectories(to.getParent());
    Files.copy(bytes, to);
  }

  /**
   * The server writes what it deployed into its configuration, and would deploy it twice at the
   * next start: each start begins with the configuration it came with.
   */
  void forgetTheLastRun() throws IOException {
    Files.copy(
        folder.resolve(CONFIGURATION + ".first"),
        folder.resolve(CONFIGURATION),
        StandardCopyOption.REPLACE_EXISTING);
  }

  Path war() {
    return war;
  }

  Path logging() {
    return folder.resolve("micro/config/logging.properties");
  }

  Path commands() {
    return folder.resolve("boot.commands");
  }

  String classPath() throws IOException {
    Stream<Path> server =
        Stream.of("micro/launch-micro.jar", "postgresql.jar", "guard.jar").map(folder::resolve);
    try (Stream<Path> libraries = Files.list(libraries(war)).sorted()) {
      return Stream.concat(server, libraries)
          .map(Path::toString)
          .collect(Collectors.joining(File.pathSeparator));
    }
  }

  /** The archive of loaded classes, good for the very JVM that runs now and this class path. */
  Path archive() {
    int jvm =
        Objects.hash(
            System.getProperty("java.home"),
            System.getProperty("java.vm.version"),
            System.getProperty("java.vm.vendor"));
    return war.resolveSibling("classes-" + Integer.toHexString(jvm) + ".jsa");
  }

  /**
   * The doors into the JDK that the server asks for in its manifest, as options of the command
   * line.
   */
  List<String> openings() throws IOException {
    try (JarFile launcher = new JarFile(folder.resolve("micro/launch-micro.jar").toFile())) {
      Attributes manifest = launcher.getManifest().getMainAttributes();
      return Stream.concat(
              openings("--add-exports", manifest.getValue("Add-Exports")),
              openings("--add-opens", manifest.getValue("Add-Opens")))
          .toList();
    }
  }

  private static Stream<String> openings(String option, String packages) {
    return packages == null
        ? Stream.empty()
        : Stream.of(packages.split(" ")).map(name -> option + "=" + name + "=ALL-UNNAMED");
  }

  private static void unpackServer(JarFile build, Path draft) throws IOException {
    copy(build, DRIVER, draft.resolve("postgresql.jar"));
    guard(draft.resolve("guard.jar"));
    Path server = draft.resolve("payara-micro.jar");
    copy(build, SERVER, server);
    var answer =
        Programs.run(
            List.of(
                DeskServer.java(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-jar",
                server.toString(),
                "--rootdir",
                draft.resolve("micro").toString(),
                "--outputlauncher"));
    if (answer.exit() != 0 || !Files.exists(draft.resolve("micro/launch-micro.jar"))) {
      throw new LaunchFailure(
          "The application server could not be unpacked into " + draft + ": is the disk full?");
    }
    Files.delete(server);
    Files.copy(draft.resolve(CONFIGURATION), draft.resolve(CONFIGURATION + ".first"));
    plainLog(draft.resolve("micro/config/logging.properties"));
  }

  /** One line a record, for people and grep; of a property given twice the last one counts. */
  private static void plainLog(Path file) throws IOException {
    Files.writeString(
        file,
        """

        java.util.logging.ConsoleHandler.formatter=java.util.logging.SimpleFormatter
        java.util.logging.SimpleFormatter.format=%1$tFT%1$tT.%1$tL%1$tz %4$s %3$s: %5$s%6$s%n
        javax.enterprise.system.security.ssl.level=SEVERE
        """,
        StandardOpenOption.APPEND);
  }

  /**
   * A jar with the guard alone: archives of classes know no folders, and the launcher's libraries
   * stay out.
   */
  private static void guard(Path jar) throws IOException {
    try (InputStream bytes = Guard.class.getResourceAsStream("/" + GUARD);
        JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      out.putNextEntry(new ZipEntry(GUARD));
      bytes.transferTo(out);
    }
  }

  private static void copy(JarFile build, String name, Path to) throws IOException {
    try (InputStream in = build.getInputStream(build.getEntry(name))) {
      Files.copy(in, to);
    }
  }

  private static String key(JarFile build, String... names) {
    StringBuilder sums = new StringBuilder();
    for (String name : names) {
      ZipEntry entry = build.getEntry(name);
      if (entry == null) {
        throw new LaunchFailure(build.getName() + " is incomplete: it has no " + name + ".");
      }
      sums.append(Long.toHexString(entry.getCrc())).append(Long.toHexString(entry.getSize()));
    }
    return sums.toString();
  }

  /** The jar this class was loaded from, or the one that the build last made. */
  static Path build() {
    try {
      Path place =
          Path.of(ServerHome.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      return Files.isDirectory(place) ? place.resolveSibling("sportello.jar") : place;
    } catch (java.net.URISyntaxException e) {
      throw new UncheckedIOException(new IOException(e));
    }
  }
}
