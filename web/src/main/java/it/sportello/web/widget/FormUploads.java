package it.sportello.web.widget;

import it.sportello.ticketing.Attachments;
import it.sportello.ticketing.Blob;
import it.sportello.ticketing.Blobs;
import it.sportello.ticketing.MediaTypes;
import it.sportello.ticketing.TooLarge;
import it.sportello.ticketing.Upload;
import it.sportello.web.problem.Declined;
import it.sportello.web.problem.InvalidInput;
import it.sportello.web.problem.Unreadable;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;

/**
 * Takes one file off the wire. It is held for what its first bytes are, whatever it is called; the
 * rest is streamed to disk, and a row names it only when all of it has come.
 */
@ApplicationScoped
public class FormUploads {
  static final long LARGEST = 50L * 1024 * 1024;

  @Inject Blobs blobs;
  @Inject Attachments attachments;

  /**
   * @param sha256 of the bytes, in hex
   */
  public record Kept(String mediaType, long size, String sha256) {}

  /**
   * @param length what the caller says the length is, -1 for nothing
   * @throws Declined 413 past {@link #LARGEST}, 415 for what is neither picture nor video
   * @throws InvalidInput for a file of 0 bytes
   * @throws Unreadable when the line was cut; nothing is kept then
   */
  public Kept keep(String owner, String key, String name, long length, InputStream body)
      throws IOException {
    if (length > LARGEST) {
      throw new Declined(FormProblems.tooLarge(LARGEST));
    }
    InputStream line = new CutLine(body);
    byte[] head = line.readNBytes(MediaTypes.HEAD);
    if (head.length == 0) {
      throw new InvalidInput("", "form.empty");
    }
    String mediaType =
        MediaTypes.pictureOrVideo(head)
            .orElseThrow(() -> new Declined(FormProblems.wrongType(name)));
    Blob blob = stored(new SequenceInputStream(new ByteArrayInputStream(head), line));
    if (length >= 0 && blob.size() != length) {
      throw new Unreadable(new EOFException());
    }
    attachments.keep(new Upload(owner, key, name, mediaType, blob));
    return new Kept(mediaType, blob.size(), blob.sha256());
  }

  private Blob stored(InputStream whole) throws IOException {
    try {
      return blobs.put(whole, LARGEST);
    } catch (TooLarge e) {
      throw new Declined(FormProblems.tooLarge(e.limit()));
    }
  }

  /** Tells a fault of the caller's line from one of our disk. */
  private static final class CutLine extends InputStream {
    private final InputStream line;

    CutLine(InputStream line) {
      this.line = line;
    }

    @Override
    public int read() {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int from, int most) {
      try {
        return line.read(into, from, most);
      } catch (IOException e) {
        throw new Unreadable(e);
      }
    }
  }
}
