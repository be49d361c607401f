package it.sportello.notifications;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Bytes on their way from the mail server: small mails in memory, large ones in a file. */
final class Spool extends OutputStream {
  private static final int IN_MEMORY = 256 * 1024;

  private final long limit;
  private final ByteArrayOutputStream memory = new ByteArrayOutputStream();
  private OutputStream file = OutputStream.nullOutputStream();
  private Path path;
  private long size;

  /** More came than a mail may have. */
  static final class Full extends IOException {
    private static final long serialVersionUID = 1L;
  }

  Spool(long limit) {
    this.limit = limit;
  }

  long size() {
    return size;
  }

  InputStream read() throws IOException {
    file.flush();
    return path == null
        ? new ByteArrayInputStream(memory.toByteArray())
        : Files.newInputStream(path);
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    size += length;
    if (size > limit) {
      throw new Full();
    }
    if (path == null && size > IN_MEMORY) {
      path = Files.createTempFile("sportello-mail", "");
      file = new java.io.BufferedOutputStream(Files.newOutputStream(path), IN_MEMORY);
      memory.writeTo(file);
      memory.reset();
    }
    if (path == null) {
      memory.write(bytes, offset, length);
      return;
    }
    file.write(bytes, offset, length);
  }

  @Override
  public void close() throws IOException {
    file.close();
    if (path != null) {
      Files.deleteIfExists(path);
    }
  }
}
