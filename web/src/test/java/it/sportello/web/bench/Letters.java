package it.sportello.web.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Mails as customers send them, each with words of its own. Of 25, twenty are plain with an HTML
 * alternative, four carry a picture of 30 KB in their text, one carries a file of 2 MB.
 */
final class Letters {
  private static final int OF = 25;

  /** Of each customer; more than write at once. */
  private static final int PEOPLE = 997;

  private static final AtomicLong NUMBER = new AtomicLong();
  private static final byte[] PICTURE = base64(30_000);
  private static final byte[] FILE = base64(2_000_000);
  private static final byte[] NOTHING = {};

  /** 49 MB, made only where it is wanted: it takes a good part of the bench's own memory. */
  private static final int LARGE = 36_000_000;

  private Letters() {}

  /** One of the mixed batch. */
  static int mixed(Wire wire) throws IOException {
    long n = NUMBER.incrementAndGet();
    int kind = (int) (n % OF);
    if (kind == 0) {
      return hand(wire, letter(n, "mixed", FILE, text(n), file(n)));
    }
    return kind <= 4
        ? hand(wire, letter(n, "related", PICTURE, text(n), html(n), picture(n)))
        : hand(wire, letter(n, "alternative", NOTHING, text(n), html(n)));
  }

  /** Just under the 50 MB that the desk takes; each differs in its first line. */
  static Load.Exchange large() {
    byte[] mail = letter(0, "mixed", base64(LARGE), text(0), file(0));
    return wire -> {
      byte[] first =
          ("X-Number: " + NUMBER.incrementAndGet() + "\r\n").getBytes(StandardCharsets.US_ASCII);
      byte[] one = Arrays.copyOf(first, first.length + mail.length);
      System.arraycopy(mail, 0, one, first.length, mail.length);
      return hand(wire, one);
    };
  }

  private static int hand(Wire wire, byte[] mail) throws IOException {
    return wire.send(
        "POST /api/v1/mail HTTP/1.1\r\nHost: localhost\r\nContent-Type: message/rfc822\r\n"
            + Requests.AUTHORIZATION,
        mail);
  }

  /**
   * @param parts each is text, that of the last goes on with the content
   * @param content in lines that end as they have to
   */
  private static byte[] letter(long n, String subtype, byte[] content, String... parts) {
    String domain = Requests.DOMAINS.get((int) (n % Requests.DOMAINS.size()));
    StringBuilder mail = new StringBuilder(2_000);
    mail.append(
        """
        Authentication-Results: mx.desk.example; dmarc=pass header.from=%1$s.example
        Received: from mx.%1$s.example (mx.%1$s.example [192.0.2.7]) by mx.desk.example; Sun, 22 Nov 2026 15:00:00 +0100
        From: Addetto %5$d <addetto%5$d@%1$s.example>
        To: Assistenza <support@desk.example>
        Subject: =?UTF-8?Q?Perch=C3=A9_la_spedizione_%2$d_=C3=A8_ferma=3F?=
        Date: Sun, 22 Nov 2026 15:00:00 +0100
        Message-ID: <%3$s@%1$s.example>
        MIME-Version: 1.0
        Content-Type: multipart/%4$s; boundary=part

        """
            .formatted(domain, n, UUID.randomUUID(), subtype, n % PEOPLE));
    for (String part : parts) {
      mail.append("--part\n").append(part);
    }
    byte[] text = mail.toString().replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
    byte[] end = "\r\n--part--\r\n".getBytes(StandardCharsets.US_ASCII);
    byte[] whole = Arrays.copyOf(text, text.length + content.length + end.length);
    System.arraycopy(content, 0, whole, text.length, content.length);
    System.arraycopy(end, 0, whole, text.length + content.length, end.length);
    return whole;
  }

  private static String text(long n) {
    return """
    Content-Type: text/plain; charset=utf-8
    Content-Transfer-Encoding: 8bit

    Buongiorno, la spedizione %d è ferma da stamattina e la console dice solo di attendere.
    Abbiamo provato due volte, con la lista intera e con una prova a noi stessi. Grazie.
    """
        .formatted(n);
  }

  private static String html(long n) {
    return """
    Content-Type: text/html; charset=utf-8
    Content-Transfer-Encoding: 8bit

    <p>Buongiorno, la spedizione <b>%d</b> è ferma da stamattina e la console dice solo di attendere.</p>
    <p>Abbiamo provato due volte, con la lista intera e con una prova a noi stessi. Grazie.</p>
    """
        .formatted(n);
  }

  private static String picture(long n) {
    return """
    Content-Type: image/png; name=schermata.png
    Content-ID: <picture@here>
    Content-Disposition: inline; filename=schermata.png
    Content-Transfer-Encoding: base64

    """
        + own(n);
  }

  private static String file(long n) {
    return """
    Content-Type: application/octet-stream; name=lista.bin
    Content-Disposition: attachment; filename=lista.bin
    Content-Transfer-Encoding: base64

    """
        + own(n);
  }

  /** A first line that makes each file another one. */
  private static String own(long n) {
    byte[] line = "%057d".formatted(n).getBytes(StandardCharsets.US_ASCII);
    return Base64.getEncoder().encodeToString(line) + "\n";
  }

  private static byte[] base64(int bytes) {
    byte[] noise = new byte[bytes];
    new Random(7).nextBytes(noise);
    return Base64.getMimeEncoder().encode(noise);
  }
}
