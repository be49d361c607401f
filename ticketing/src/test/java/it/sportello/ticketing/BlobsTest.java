package it.sportello.ticketing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BlobsTest {
  /** FIPS 180-2, appendix B.1. */
  private static final String ABC =
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

  @TempDir Path directory;
  private Blobs blobs;

  @BeforeEach
  void store() {
    blobs = new Blobs(directory.toString());
  }

  @Test
  void bytesAreFoundByTheirDigest() throws IOException {
    Blob blob = blobs.put(bytes("abc"), 3);

    assertEquals(new Blob(ABC, 3), blob);
    assertEquals(3, blobs.size(ABC));
    assertTrue(Files.exists(directory.resolve("blobs/ba/78/" + ABC)));
    assertEquals(1, files());
  }

  @Test
  void theSameBytesTwiceAreOneFile() throws IOException {
    blobs.put(bytes("abc"), 10);
    blobs.put(bytes("abc"), 10);

    assertEquals(1, files());
  }

  @Test
  void nothingIsAFileToo() throws IOException {
    assertEquals(0, blobs.put(bytes(""), 10).size());
  }

  @Test
  void aByteTooManyLeavesNothing() throws IOException {
    var refused = assertThrows(TooLarge.class, () -> blobs.put(bytes("abcd"), 3));

    assertEquals(3, refused.limit());
    assertEquals(0, files());
  }

  @Test
  void anEndlessStreamIsLeftAtTheLimit() throws IOException {
    assertThrows(TooLarge.class, () -> blobs.put(endless(), 1_000_000));
    assertEquals(0, files());
  }

  @Test
  void aCutStreamLeavesNothing() throws IOException {
    InputStream cut = new SequenceInputStream(bytes("a".repeat(200_000)), broken());

    assertThrows(IOException.class, () -> blobs.put(cut, 1_000_000));
    assertEquals(0, files());
  }

  @Test
  void aRangeBeginsWhereItIsAsked() throws IOException {
    blobs.put(bytes("abc"), 3);

    assertArrayEquals("bc".getBytes(UTF_8), read(ABC, 1));
    assertArrayEquals(new byte[0], read(ABC, 3));
    assertArrayEquals(new byte[0], read(ABC, 300));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "../../../../etc/passwd", "abc", "BA7816BF", "ba/78"})
  void whatIsNoDigestIsNoPath(String name) {
    assertThrows(IllegalArgumentException.class, () -> blobs.open(name, 0));
  }

  @Test
  void unknownBytesAreSaidToBe() {
    assertThrows(NoSuchFileException.class, () -> blobs.open(ABC, 0));
  }

  @Test
  void whatNoRowNamesIsSweptWhenItIsOld() throws IOException {
    blobs.put(bytes("abc"), 3);
    age();

    assertEquals(1, sweep(Set.of()));
    assertEquals(0, files());
  }

  @Test
  void whatARowNamesStays() throws IOException {
    blobs.put(bytes("abc"), 3);
    age();

    assertEquals(0, sweep(Set.of(ABC)));
    assertEquals(3, blobs.size(ABC));
  }

  @Test
  void whatIsYoungStaysUntilItsRowIsWritten() throws IOException {
    blobs.put(bytes("abc"), 3);

    assertEquals(0, sweep(Set.of()));
    assertEquals(1, files());
  }

  @Test
  void storingOldBytesAgainMakesThemYoung() throws IOException {
    blobs.put(bytes("abc"), 3);
    age();
    blobs.put(bytes("abc"), 3);

    assertEquals(0, sweep(Set.of()));
  }

  @Test
  void bytesThatARowNamesWhileTheSweepRunsComeBack() throws IOException {
    blobs.put(bytes("abc"), 3);
    age();
    var answers = Stream.of(Set.<String>of(), Set.of(ABC)).iterator();

    int removed = new BlobSweep(blobs, digests -> answers.next()).run(Duration.ofHours(48));

    assertEquals(0, removed);
    assertEquals(3, blobs.size(ABC));
  }

  @Test
  void whatAKilledProcessLeftHalfWrittenIsSweptWhenItIsOld() throws IOException {
    Files.writeString(directory.resolve("incoming/half"), "ab");
    age();

    assertEquals(1, sweep(Set.of()));
    assertFalse(Files.exists(directory.resolve("incoming/half")));
  }

  private int sweep(Set<String> named) throws IOException {
    return new BlobSweep(blobs, digests -> named).run(Duration.ofHours(48));
  }

  private void age() throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2020-01-01T00:00:00Z")));
      }
    }
  }

  private long files() throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      return all.filter(Files::isRegularFile).count();
    }
  }

  private byte[] read(String sha256, long from) throws IOException {
    try (InputStream in = blobs.open(sha256, from)) {
      return in.readAllBytes();
    }
  }

  private static InputStream bytes(String text) {
    return new ByteArrayInputStream(text.getBytes(UTF_8));
  }

  private static InputStream endless() {
    return new InputStream() {
      @Override
      public int read() {
        return 'a';
      }
    };
  }

  private static InputStream broken() {
    return new InputStream() {
      @Override
      public int read() throws IOException {
        throw new IOException("the line was cut");
      }
    };
  }
}
