package it.sportello.notifications;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Takes the SHA-256 of all that follows the header of a mail, while somebody reads it. */
final class BodyDigest extends FilterInputStream {
  private final MessageDigest digest;
  private boolean lineIsEmpty = true;
  private boolean body;

  BodyDigest(InputStream in) {
    super(in);
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Reads what nobody has read, and says it in hexadecimal. */
  String toTheEnd() throws IOException {
    transferTo(OutputStream.nullOutputStream());
    return HexFormat.of().formatHex(digest.digest());
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int read = super.read(bytes, offset, length);
    int at = offset;
    while (!body && at < offset + read) {
      pass(bytes[at++]);
    }
    if (at < offset + read) {
      digest.update(bytes, at, offset + read - at);
    }
    return read;
  }

  /** Leaves the bytes open: the parser closes what it has read, and there may be more. */
  @Override
  public void close() {
    // Whoever opened them closes them.
    return;
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  private void pass(byte b) {
    if (b == '\n') {
      body = lineIsEmpty;
      lineIsEmpty = true;
    } else if (b != '\r') {
      lineIsEmpty = false;
    }
  }
}
