package it.sportello.web.api;

import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The bytes of a request, all of them. */
record Body(byte[] bytes) {
  static final int LIMIT = 1_048_576;

  /**
   * @throws ClientErrorException 413 when there are more than {@link #LIMIT}
   */
  static Body whole(InputStream stream) throws IOException {
    var bytes = stream.readNBytes(LIMIT + 1);
    if (bytes.length > LIMIT) {
      throw new ClientErrorException(Response.Status.REQUEST_ENTITY_TOO_LARGE);
    }
    return new Body(bytes);
  }

  /** In lower-case hex digits. */
  String sha256() {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
