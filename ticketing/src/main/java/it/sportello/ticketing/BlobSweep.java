package it.sportello.ticketing;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Removes bytes that no row names, and what a killed process has left half written. Ages are
 * counted in the time of the file store, which the desk's clock may not share.
 */
@ApplicationScoped
class BlobSweep {
  private static final int BATCH = 500;

  private Blobs blobs;
  private Function<Collection<String>, Set<String>> named;

  protected BlobSweep() {}

  @Inject
  BlobSweep(Blobs blobs, @Any Instance<BlobHolder> holders) {
    this(
        blobs,
        digests ->
            holders.stream()
                .flatMap(holder -> holder.named(digests).stream())
                .collect(Collectors.toSet()));
  }

  /**
   * @param named which of some digests are named by a row
   */
  BlobSweep(Blobs blobs, Function<Collection<String>, Set<String>> named) {
    this.blobs = blobs;
    this.named = named;
  }

  /**
   * @param age what is younger stays, named or not
   * @return how many files were removed
   */
  int run(Duration age) throws IOException {
    Instant before = now().minus(age);
    int removed = removeOld(blobs.incoming(), before);
    try (Stream<Path> files = Files.walk(blobs.blobs())) {
      Iterator<Path> old = files.filter(file -> isOld(file, before)).iterator();
      while (old.hasNext()) {
        removed += sweep(batch(old), before);
      }
    }
    return removed;
  }

  private static List<Path> batch(Iterator<Path> files) {
    List<Path> batch = new ArrayList<>();
    while (files.hasNext() && batch.size() < BATCH) {
      batch.add(files.next());
    }
    return batch;
  }

  private int sweep(List<Path> files, Instant before) throws IOException {
    Set<String> needed = named.apply(files.stream().map(BlobSweep::digest).toList());
    int removed = 0;
    for (Path file : files) {
      if (!needed.contains(digest(file))) {
        removed += remove(file, before);
      }
    }
    return removed;
  }

  /**
   * Out of sight first: if the same bytes were stored or named in the meantime, what was moved is
   * young, or needed, and goes back; what is stored after the move is another file.
   */
  private int remove(Path file, Instant before) throws IOException {
    Path aside = blobs.incoming().resolve(UUID.randomUUID().toString());
    try {
      Files.move(file, aside, StandardCopyOption.ATOMIC_MOVE);
    } catch (NoSuchFileException e) {
      return 0;
    }
    if (isOld(aside, before) && named.apply(List.of(digest(file))).isEmpty()) {
      Files.deleteIfExists(aside);
      return 1;
    }
    Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE);
    return 0;
  }

  private static int removeOld(Path folder, Instant before) throws IOException {
    int removed = 0;
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(f -> isOld(f, before)).toList()) {
        removed += Files.deleteIfExists(file) ? 1 : 0;
      }
    }
    return removed;
  }

  private Instant now() throws IOException {
    Path probe = Files.createTempFile(blobs.incoming(), "probe", "");
    try {
      return Files.getLastModifiedTime(probe).toInstant();
    } finally {
      Files.deleteIfExists(probe);
    }
  }

  private static boolean isOld(Path file, Instant before) {
    try {
      FileTime written = Files.getLastModifiedTime(file);
      return Files.isRegularFile(file) && written.toInstant().isBefore(before);
    } catch (IOException e) {
      return false;
    }
  }

  private static String digest(Path file) {
    return file.getFileName().toString();
  }
}
