package it.sportello.ticketing;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Bytes by their SHA-256, in the directory {@code sportello.files}, which all nodes share. What
 * {@link #put} has returned survives a power cut; what it has not returned leaves nothing to be
 * seen. Bytes that no {@link BlobHolder} names are removed after {@link Sweeper#SAFE_AGE}. Call it
 * outside a transaction: it waits for whoever sends.
 */
@ApplicationScoped
public class Blobs {
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
  private static final int CHUNK = 64 * 1024;

  private Path root;

  protected Blobs() {}

  /**
   * @param directory made when it is missing
   */
  @Inject
  public Blobs(@ConfigProperty(name = "sportello.files") String directory) {
    this.root = Path.of(directory).toAbsolutePath().normalize();
    try {
      Files.createDirectories(blobs());
      Files.createDirectories(incoming());
    } catch (IOException e) {
      throw new UncheckedIOException("The directory of the files cannot be used: " + root, e);
    }
  }

  /**
   * Reads the stream to its end, which it does not close. The same bytes twice are one file.
   *
   * @param limit in bytes; exactly this many are still taken
   * @throws TooLarge as soon as the limit is passed; nothing is kept
   * @throws IOException when the stream is cut or the disk is full; nothing is kept
   */
  public Blob put(InputStream bytes, long limit) throws IOException {
    Path temporary = incoming().resolve(UUID.randomUUID().toString());
    try {
      Blob blob = copy(bytes, limit, temporary);
      settle(temporary, path(blob.sha256()));
      return blob;
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  /**
   * The bytes from the given one on, for a range request; at or beyond the end there are none.
   *
   * @throws java.nio.file.NoSuchFileException when they are not stored
   */
  public InputStream open(String sha256, long from) throws IOException {
    FileChannel file = FileChannel.open(path(sha256), StandardOpenOption.READ);
    try {
      return Channels.newInputStream(file.position(from));
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  /** In bytes. */
  public long size(String sha256) throws IOException {
    return Files.size(path(sha256));
  }

  /** The first {@link MediaTypes#HEAD} bytes, or all when there are fewer. */
  public byte[] head(String sha256) throws IOException {
    try (InputStream bytes = open(sha256, 0)) {
      return bytes.readNBytes(MediaTypes.HEAD);
    }
  }

  Path blobs() {
    return root.resolve("blobs");
  }

  Path incoming() {
    return root.resolve("incoming");
  }

  /** A name that is not a digest never becomes a path. */
  Path path(String sha256) {
    if (!SHA256.matcher(sha256).matches()) {
      throw new IllegalArgumentException("not a SHA-256 in hex");
    }
    return blobs().resolve(sha256.substring(0, 2)).resolve(sha256.substring(2, 4)).resolve(sha256);
  }

  private static Blob copy(InputStream bytes, long limit, Path to) throws IOException {
    MessageDigest digest = sha256();
    long size = 0;
    byte[] chunk = new byte[CHUNK];
    try (FileChannel file =
        FileChannel.open(to, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      for (int read = bytes.read(chunk); read >= 0; read = bytes.read(chunk)) {
        size += read;
        if (size > limit) {
          throw new TooLarge(limit);
        }
        digest.update(chunk, 0, read);
        write(file, ByteBuffer.wrap(chunk, 0, read));
      }
      file.force(true);
    }
    return new Blob(HexFormat.of().formatHex(digest.digest()), size);
  }

  private static void write(FileChannel file, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      file.write(bytes);
    }
  }

  /** Over a file of the same bytes too: that makes it young again, so no sweep takes it. */
  private void settle(Path temporary, Path target) throws IOException {
    Path folder = target.getParent();
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(folder);
      sync(folder.getParent());
      sync(blobs());
    }
    Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
    sync(folder);
  }

  /** A name is as safe as its directory (fsync(2), notes on directory entries). */
  private static void sync(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
