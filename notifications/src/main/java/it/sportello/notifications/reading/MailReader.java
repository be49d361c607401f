package it.sportello.notifications.reading;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import org.apache.james.mime4j.MimeException;
import org.apache.james.mime4j.codec.DecodeMonitor;
import org.apache.james.mime4j.io.MaxHeaderLimitException;
import org.apache.james.mime4j.io.MaxLineLimitException;
import org.apache.james.mime4j.parser.MimeStreamParser;
import org.apache.james.mime4j.stream.MimeConfig;

/**
 * Reads mails. Lenient: missing boundaries, unknown encodings and charsets, broken parameters and
 * base64 give the best text there is. Within limits: {@link #DEPTH}, {@link #PARTS}, {@link
 * #HEADERS}, {@link #TEXT}, {@link #TIME}; text is cut, beyond any other a mail is {@link
 * Unreadable}.
 */
public final class MailReader {
  /** Multiparts within multiparts. */
  public static final int DEPTH = 20;

  public static final int PARTS = 500;

  /** Fields in the header of one part. */
  public static final int HEADERS = 1_000;

  /** Characters of text, and likewise of HTML source. */
  public static final int TEXT = 2_000_000;

  /** Of the processor, attachments aside. */
  public static final Duration TIME = Duration.ofSeconds(2);

  private static final int HEADER_BYTES = 256 * 1024;

  private static final MimeConfig LENIENT =
      new MimeConfig.Builder()
          .setStrictParsing(false)
          .setMalformedHeaderStartsBody(false)
          .setMaxLineLen(HEADER_BYTES)
          .setMaxHeaderCount(HEADERS)
          .setMaxHeaderLen(HEADER_BYTES)
          .setMaxContentLen(-1)
          .build();

  /**
   * @param raw read to its end, not closed
   * @throws Unreadable when the mail is beyond the limits or its structure defies reading
   * @throws IOException when the bytes cannot be read, or the sink throws it
   */
  public ReadMail read(InputStream raw, AttachmentSink sink) throws IOException, Unreadable {
    Collector collector = new Collector(sink, new TimeLimit(TIME));
    MimeStreamParser parser = new MimeStreamParser(LENIENT, DecodeMonitor.SILENT, null);
    parser.setContentHandler(collector);
    // Decoded by the collector: the library drops the last bytes of base64 without padding.
    parser.setContentDecoding(false);
    parser.setNoRecurse();
    try {
      parser.parse(raw);
      return collector.mail();
    } catch (Collector.BeyondLimit e) {
      throw new Unreadable(e.getMessage(), e);
    } catch (MaxHeaderLimitException | MaxLineLimitException e) {
      throw new Unreadable("header too large", e);
    } catch (MimeException | RuntimeException | StackOverflowError e) {
      throw new Unreadable("structure: " + e.getClass().getSimpleName(), e);
    }
  }
}
