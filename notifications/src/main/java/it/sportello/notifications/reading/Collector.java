package it.sportello.notifications.reading;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.james.mime4j.parser.AbstractContentHandler;
import org.apache.james.mime4j.stream.BodyDescriptor;
import org.apache.james.mime4j.stream.Field;

/** Gathers what the parser meets on its way through one mail. */
final class Collector extends AbstractContentHandler {
  private static final int BYTES_OF_TEXT = 4 * MailReader.TEXT;
  private static final int BYTES_OF_REPORT = 64 * 1024;
  private static final Pattern REPORTED =
      Pattern.compile("(?im)^Message-ID:\\s{0,10}(<[^<>\\s]{1,500}>)");

  /** Stops the parser from inside. */
  static final class BeyondLimit extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BeyondLimit(String why) {
      super(why);
    }
  }

  private final AttachmentSink sink;
  private final Deque<String> multiparts = new ArrayDeque<>();
  private final Body body = new Body();
  private final List<String> attachmentNames = new ArrayList<>();
  private final List<String> reported = new ArrayList<>();
  private final Headers headers = new Headers();
  private Headers part = headers;
  private int alternatives;
  private int parts;

  Collector(AttachmentSink sink) {
    this.sink = sink;
  }

  ReadMail mail() {
    return headers.mail(body, reported, attachmentNames);
  }

  @Override
  public void startHeader() {
    part = parts == 0 && multiparts.isEmpty() ? headers : new Headers();
  }

  @Override
  public void field(Field field) {
    part.add(field);
  }

  @Override
  public void startMultipart(BodyDescriptor descriptor) {
    multiparts.push(descriptor.getMimeType());
    if (multiparts.size() > MailReader.DEPTH) {
      throw new BeyondLimit("more than " + MailReader.DEPTH + " levels of parts");
    }
    if (alternative(descriptor.getMimeType()) && alternatives++ == 0) {
      body.openAlternative();
    }
  }

  @Override
  public void endMultipart() {
    if (alternative(multiparts.pop()) && --alternatives == 0) {
      body.closeAlternative();
    }
  }

  /** A multipart whose first boundary never comes is all preamble: better shown than lost. */
  @Override
  public void preamble(InputStream in) throws IOException {
    if (multiparts.size() == 1) {
      body.preamble(Charsets.guess(in.readNBytes(BYTES_OF_REPORT)));
    }
  }

  @Override
  public void body(BodyDescriptor descriptor, InputStream in) throws IOException {
    if (++parts > MailReader.PARTS) {
      throw new BeyondLimit("more than " + MailReader.PARTS + " parts");
    }
    String type = descriptor.getMimeType().toLowerCase(Locale.ROOT);
    Parameters disposition = Parameters.parse(part.first("content-disposition"));
    Parameters content = Parameters.parse(part.first("content-type"));
    String name =
        disposition.get("filename").isEmpty() ? content.get("name") : disposition.get("filename");
    boolean shown =
        name.isEmpty()
            && !"attachment".equals(disposition.value())
            && (type.equals("text/plain")
                || type.equals("text/html")
                || type.startsWith("multipart/"));
    if (!shown) {
      attach(type, name, in);
      return;
    }
    String text = Charsets.decode(in.readNBytes(BYTES_OF_TEXT), charset(content, descriptor));
    if (type.equals("text/html")) {
      body.html(text);
      return;
    }
    body.plain(
        "flowed".equalsIgnoreCase(content.get("format"))
            ? Plain.unflow(text, "yes".equalsIgnoreCase(content.get("delsp")))
            : text);
  }

  private void attach(String type, String name, InputStream in) throws IOException {
    if (type.equals("text/rfc822-headers") || (type.equals("message/rfc822") && headers.report())) {
      Matcher id = REPORTED.matcher(Charsets.guess(in.readNBytes(BYTES_OF_REPORT)));
      while (id.find() && reported.size() < 10) {
        reported.add(id.group(1));
      }
      return;
    }
    String shownName = name.isEmpty() ? nameless(type) : name;
    sink.take(attachmentNames.size(), shownName, in);
    attachmentNames.add(Plain.line(shownName));
  }

  private static String nameless(String type) {
    return switch (type) {
      case "message/rfc822" -> "message.eml";
      case "message/delivery-status" -> "delivery-status.txt";
      case "text/calendar" -> "invite.ics";
      case "image/png" -> "image.png";
      case "image/jpeg" -> "image.jpg";
      case "image/gif" -> "image.gif";
      case "application/pdf" -> "document.pdf";
      case "application/pkcs7-signature", "application/x-pkcs7-signature" -> "smime.p7s";
      case "application/pgp-signature" -> "signature.asc";
      default -> "attachment.bin";
    };
  }

  /** The parser answers us-ascii where nothing is said: then the bytes themselves decide. */
  private static String charset(Parameters content, BodyDescriptor descriptor) {
    String claimed = content.get("charset");
    return claimed.isEmpty() ? descriptor.getCharset() : claimed;
  }

  private static boolean alternative(String type) {
    return "multipart/alternative".equalsIgnoreCase(type);
  }
}
