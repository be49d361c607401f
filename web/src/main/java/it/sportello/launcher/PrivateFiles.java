package it.sportello.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.Properties;
import java.util.Set;

/** Files that only their owner may read: written whole or not at all. */
final class PrivateFiles {

  private PrivateFiles() {}

  /**
   * Replaces {@code file} by {@code text} in one step; it is never readable by others, not even
   * while it is written.
   */
  static void write(Path file, String text) throws IOException {
    Path draft = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(draft);
    Files.createFile(
        draft, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(draft, text, StandardOpenOption.WRITE, StandardOpenOption.SYNC);
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  static void write(Path file, Properties values) throws IOException {
    StringBuilder text = new StringBuilder();
    values.stringPropertyNames().stream()
        .sorted()
        .forEach(name -> text.append(name + '=' + values.getProperty(name) + '\n'));
    write(file, text.toString());
  }

  /** The values kept in {@code file}; empty when there is none yet. */
  static Properties read(Path file) throws IOException {
    Properties values = new Properties();
    try (var in = Files.newBufferedReader(file)) {
      values.load(in);
    } catch (NoSuchFileException e) {
      return values;
    }
    return values;
  }

  /**
   * A folder, made with its parents where it is missing, that others can neither list nor enter.
   */
  static Path folder(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      return folder;
    }
    Files.createDirectories(folder.toAbsolutePath().getParent());
    return Files.createDirectory(
        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
  }

  /** Removes a folder with all that is in it; a missing one is fine. */
  static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (var paths = Files.walk(folder)) {
      paths
          .sorted(Comparator.reverseOrder())
          .forEach(
              path -> {
                try {
                  Files.deleteIfExists(path);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  static void makeExecutable(Path file) throws IOException {
    Set<java.nio.file.attribute.PosixFilePermission> permissions =
        PosixFilePermissions.fromString("rwxr-xr-x");
    Files.setPosixFilePermissions(file, permissions);
  }
}
