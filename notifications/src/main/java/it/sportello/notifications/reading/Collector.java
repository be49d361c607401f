package it.sportello.notifications.reading;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.james.mime4j.codec.DecodeMonitor;
import org.apache.james.mime4j.codec.QuotedPrintableInputStream;
import org.apache.james.mime4j.parser.AbstractContentHandler;
import org.apache.james.mime4j.stream.BodyDescriptor;
import org.apache.james.mime4j.stream.Field;

/** Gathers what the parser meets on its way through one mail. */
final class Collector extends AbstractContentHandler {
  private static final int BYTES_OF_TEXT = 4 * MailReader.TEXT;
  private static final int BYTES_OF_REPORT = 64 * 1024;
  private static final Set<String> STATUS =
      Set.of(
          "message/delivery-status",
          "message/global-delivery-status",
          "message/disposition-notification");
  private static final Set<String> TNEF = Set.of("application/ms-tnef", "application/vnd.ms-tnef");
  private static final Set<String> SEALED =
      Set.of("multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime");

  /** Stops the parser from inside. */
  static final class BeyondLimit extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BeyondLimit(String why) {
      super(why);
    }
  }

  private final AttachmentSink sink;
  private final TimeLimit time;
  private final Deque<String> multiparts = new ArrayDeque<>();
  private final Body body = new Body();
  private final List<String> attachmentNames = new ArrayList<>();
  private final Reports reports = new Reports();
  private final Headers headers = new Headers();
  private Headers part = headers;
  private int alternatives;
  private int parts;
  private Sealing sealing = Sealing.NONE;

  Collector(AttachmentSink sink, TimeLimit time) {
    this.sink = sink;
    this.time = time;
  }

  ReadMail mail() {
    reports.failed(headers.first("x-failed-recipients"));
    if (headers.nature() == Nature.CERTIFIED_RECEIPT) {
      reports.certified(headers.first("x-ricevuta"), headers.first("x-riferimento-message-id"));
    }
    if (headers.nature() == Nature.DELIVERY_REPORT && reports.ids().isEmpty()) {
      reports.mail(body.text());
    }
    ReadMail mail = headers.mail(body, reports, sealing, attachmentNames);
    time.check();
    return mail;
  }

  @Override
  public void startHeader() {
    time.check();
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
    sealed(descriptor.getMimeType());
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
    time.check();
    InputStream decoded = decoded(descriptor, in);
    String type = descriptor.getMimeType().toLowerCase(Locale.ROOT);
    sealed(type);
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
      attach(type, name, decoded);
      return;
    }
    String text = Charsets.decode(decoded.readNBytes(BYTES_OF_TEXT), charset(content, descriptor));
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
    boolean report =
        headers.nature() == Nature.DELIVERY_REPORT || headers.nature() == Nature.DISPOSITION;
    if (report && (type.equals("text/rfc822-headers") || type.startsWith("message/rfc822"))) {
      reports.mail(Charsets.guess(in.readNBytes(BYTES_OF_REPORT)));
      return;
    }
    String shownName = name.isEmpty() ? nameless(type) : name;
    int position = attachmentNames.size();
    if (report && STATUS.contains(type)) {
      byte[] status = in.readNBytes(BYTES_OF_REPORT);
      reports.mail(Charsets.guess(status));
      reports.status(Charsets.guess(status));
      sink.take(position, shownName, new ByteArrayInputStream(status));
      attachmentNames.add(Plain.line(shownName));
    } else if (TNEF.contains(type) || shownName.equalsIgnoreCase("winmail.dat")) {
      unwrap(shownName, in);
    } else {
      take(shownName, in);
    }
  }

  private void take(String name, InputStream in) throws IOException {
    int position = attachmentNames.size();
    time.uncounted(() -> sink.take(position, name, in));
    attachmentNames.add(Plain.line(name));
  }

  /** What cannot be opened, or holds nothing, stays an attachment as it came. */
  private void unwrap(String name, InputStream in) throws IOException {
    byte[] head = in.readNBytes(Tnef.LARGEST);
    Optional<Tnef> inside = opened(head);
    time.check();
    if (inside.isEmpty()) {
      take(name, new SequenceInputStream(new ByteArrayInputStream(head), in));
      return;
    }
    letter(inside.get());
    for (Tnef.Part each : inside.get().parts()) {
      take(
          each.name().isEmpty() ? "attachment.bin" : each.name(),
          new ByteArrayInputStream(each.content()));
    }
  }

  private Optional<Tnef> opened(byte[] head) {
    if (head.length == Tnef.LARGEST) {
      return Optional.empty();
    }
    try {
      Tnef inside = Tnef.open(head);
      if (inside.isEmpty() || parts + inside.parts().size() > MailReader.PARTS) {
        return Optional.empty();
      }
      parts += inside.parts().size();
      return Optional.of(inside);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Only where the mail says nothing itself: usually it says the same in plain text. */
  private void letter(Tnef inside) throws IOException {
    if (!body.text().isBlank()) {
      return;
    }
    if (!inside.html().isBlank()) {
      body.html(inside.html());
    } else if (!inside.text().isBlank()) {
      body.plain(inside.text());
    } else if (inside.rtf().length > 0) {
      take("message.rtf", new ByteArrayInputStream(inside.rtf()));
    }
  }

  /** What the transfer encoding says; an unknown one is taken for none. */
  private static InputStream decoded(BodyDescriptor descriptor, InputStream in) {
    return switch (String.valueOf(descriptor.getTransferEncoding())
        .strip()
        .toLowerCase(Locale.ROOT)) {
      case "base64" -> new Base64Stream(in);
      case "quoted-printable" -> new QuotedPrintableInputStream(in, DecodeMonitor.SILENT);
      default -> in;
    };
  }

  private void sealed(String type) {
    if (SEALED.contains(type.toLowerCase(Locale.ROOT))) {
      sealing = Sealing.ENCRYPTED;
    } else if (type.equalsIgnoreCase("multipart/signed") && sealing == Sealing.NONE) {
      sealing = Sealing.SIGNED;
    }
  }

  private static String nameless(String type) {
    return switch (type) {
      case "message/rfc822" -> "message.eml";
      case "message/delivery-status", "message/global-delivery-status" -> "delivery-status.txt";
      case "message/disposition-notification" -> "disposition.txt";
      case "text/calendar" -> "invite.ics";
      case "image/png" -> "image.png";
      case "image/jpeg" -> "image.jpg";
      case "image/gif" -> "image.gif";
      case "application/pdf" -> "document.pdf";
      case "application/pkcs7-signature", "application/x-pkcs7-signature" -> "smime.p7s";
      case "application/pkcs7-mime", "application/x-pkcs7-mime" -> "smime.p7m";
      case "application/pgp-signature" -> "signature.asc";
      case "application/pgp-encrypted" -> "version.asc";
      case "application/ms-tnef", "application/vnd.ms-tnef" -> "winmail.dat";
      case "text/vcard", "text/x-vcard", "text/directory" -> "contact.vcf";
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
