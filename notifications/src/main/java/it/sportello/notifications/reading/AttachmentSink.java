package it.sportello.notifications.reading;

import java.io.IOException;
import java.io.InputStream;

/** Takes the attachments of a mail while it is read. */
@FunctionalInterface
public interface AttachmentSink {
  /** Reads the mail and lets the attachments go by. */
  AttachmentSink NONE = (position, name, content) -> {};

  /**
   * @param position among the attachments of the mail, from 0; the same at each reading
   * @param name as the sender wrote it, decoded but not cleaned; empty when there is none
   * @param content decoded; valid during the call only
   */
  void take(int position, String name, InputStream content) throws IOException;
}
