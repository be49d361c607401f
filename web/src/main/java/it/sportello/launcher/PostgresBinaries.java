package it.sportello.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/**
 * PostgreSQL's programs for this machine, unpacked once from the archive that comes with the
 * launcher. A run that was killed while it unpacked leaves nothing that a later run would take for
 * complete.
 */
final class PostgresBinaries {

  /** The version of the archives on the class path; a newer one is unpacked beside it. */
  static final String VERSION = "17.6.0";

  private PostgresBinaries() {}

  /** The folder with {@code bin}, {@code lib} and {@code share}, inside {@code parent}. */
  static Path unpackInto(Path parent) throws IOException {
    Path home = parent.resolve("postgresql-" + VERSION);
    if (Files.isDirectory(home)) {
      return home;
    }
    Files.createDirectories(parent);
    Path draft = Files.createTempDirectory(parent, "unpacking-");
    String archive = "/postgres-" + system() + "-" + processor() + ".txz";
    try (InputStream packed = PostgresBinaries.class.getResourceAsStream(archive)) {
      if (packed == null) {
        throw new LaunchFailure(
            "There is no PostgreSQL in this build for "
                + System.getProperty("os.name")
                + " on "
                + System.getProperty("os.arch")
                + "; set SPORTELLO_DB_URL to a PostgreSQL server of your own.");
      }
      unpack(packed, draft);
      draft.toFile().setReadable(true, false);
      draft.toFile().setExecutable(true, false);
      moveUnlessAnotherWasFirst(draft, home);
    } finally {
      PrivateFiles.delete(draft);
    }
    return home;
  }

  private static void unpack(InputStream packed, Path into) throws IOException {
    try (TarArchiveInputStream tar = new TarArchiveInputStream(new XZInputStream(packed))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        Path path = into.resolve(entry.getName()).normalize();
        if (!path.startsWith(into)) {
          throw new IOException("An entry of the archive leaves its folder: " + entry.getName());
        }
        unpack(tar, entry, path);
      }
    }
  }

  private static void unpack(TarArchiveInputStream tar, TarArchiveEntry entry, Path path)
      throws IOException {
    if (entry.isDirectory()) {
      Files.createDirectories(path);
      return;
    }
    Files.createDirectories(path.getParent());
    if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
      return;
    }
    Files.copy(tar, path);
    if ((entry.getMode() & 0100) != 0) {
      PrivateFiles.makeExecutable(path);
    }
  }

  private static void moveUnlessAnotherWasFirst(Path draft, Path home) throws IOException {
    try {
      Files.move(draft, home, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      if (!Files.isDirectory(home)) {
        throw e;
      }
    }
  }

  private static String system() {
    return System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("mac")
        ? "darwin"
        : "linux";
  }

  private static String processor() {
    String name = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
    return name.equals("aarch64") || name.equals("arm64") ? "arm_64" : "x86_64";
  }
}
