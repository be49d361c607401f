package it.sportello.notifications.proof;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Hands what is read from it to somebody else too. */
final class Overheard extends FilterInputStream {
  private final OutputStream other;

  Overheard(InputStream source, OutputStream other) {
    super(source);
    this.other = other;
  }

  @Override
  public int read() throws IOException {
    int c = super.read();
    if (c >= 0) {
      other.write(c);
    }
    return c;
  }

  @Override
  public int read(byte[] into, int from, int most) throws IOException {
    int read = super.read(into, from, most);
    if (read > 0) {
      other.write(into, from, read);
    }
    return read;
  }

  /** What is passed over is heard too. */
  @Override
  public long skip(long most) throws IOException {
    return readNBytes((int) Math.min(most, 8_192)).length;
  }
}
