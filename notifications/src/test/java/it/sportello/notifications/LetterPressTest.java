package it.sportello.notifications;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import it.sportello.contacts.EmailAddress;
import it.sportello.contacts.InvalidValue;
import it.sportello.notifications.reading.AttachmentSink;
import it.sportello.notifications.reading.MailReader;
import it.sportello.notifications.reading.ReadMail;
import it.sportello.notifications.words.Kind;
import it.sportello.notifications.words.Letter;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LetterPressTest {
  private static final String[] PIECES = {
    "\r\nBcc: eve@x.example\r\n",
    "\n.\n",
    "\r",
    "\0",
    "č",
    "Ċ",
    "\u0085",
    "\u2028",
    "=?",
    "?=",
    "è",
    "🙂",
    "\"",
    "\\",
    "<",
    ">",
    ",",
    ";",
    "a",
    " ",
    "nome",
    "\t",
    "=0D=0A",
    "%0d%0a",
    "\ud800",
    "\r\n\r\n<html>",
    "--=_",
    "From: ",
    "\u202e"
  };

  @Test
  void noNameOrSubjectBeginsAFieldOfItsOwn() throws Exception {
    Random random = new Random(20261122);
    for (int i = 0; i < 10_000; i++) {
      String name = random(random);
      String subject = random(random);

      byte[] mail = LetterPress.print(head(name), new Letter(subject, "testo " + name, "<p>x</p>"));

      String head = new String(mail, StandardCharsets.US_ASCII).split("\r\n\r\n", 2)[0];
      List<String> fields =
          Arrays.stream(head.split("\r\n"))
              .filter(line -> !line.startsWith(" "))
              .map(line -> line.split(":", 2)[0])
              .toList();
      assertEquals(
          List.of(
              "Date",
              "From",
              "To",
              "Subject",
              "Message-ID",
              "Reply-To",
              "In-Reply-To",
              "References",
              "MIME-Version",
              "Content-Type"),
          fields,
          head);
      for (byte b : mail) {
        assertTrue(b == '\r' || b == '\n' || b == '\t' || (b >= 0x20 && b < 0x7f), "a byte " + b);
      }
      for (String line : head.split("\r\n")) {
        assertTrue(line.length() <= 998, line);
      }
    }
  }

  @Test
  void whatIsPrintedIsReadAsItWasWritten() throws Exception {
    String subject =
        "Segnalazione 1042: perché l’invio “non parte” 🙂 e una riga che va oltre la larghezza di una sola";
    String text = "Così è.\n.\nFrom qui in poi = fine \n" + "lungo ".repeat(60) + "\n";

    ReadMail read =
        new MailReader()
            .read(
                new ByteArrayInputStream(
                    LetterPress.print(
                        head("Anna \"Nì\" Conti"), new Letter(subject, text, "<p>Così</p>"))),
                AttachmentSink.NONE);

    assertEquals(subject, read.subject());
    assertEquals(text.strip(), read.text());
    assertEquals(Optional.of(new EmailAddress("support@desk.example")), read.from());
    assertTrue(read.fromShown().startsWith("Anna \"Nì\" Conti"), read.fromShown());
    assertEquals(List.of("<b@x>", "<a@x>"), read.answers());
  }

  @Test
  void addressesThatWouldBreakALineAreNone() {
    for (String hostile :
        List.of(
            "a@b.example\r\nBcc: c@d.example",
            "a\r\n@b.example",
            "a@b.example\n",
            "a\0@b.example")) {
      if (!hostile.strip().equals("a@b.example")) {
        assertThrows(InvalidValue.class, () -> new EmailAddress(hostile), hostile);
      }
    }
    assertThrows(UnsendableAddress.class, () -> Header.ascii("a\u010d\u010ab@b.example"));
    assertEquals("a@xn--caff-8oa.example", Header.ascii("a@caffè.example"));
  }

  private static Letterhead head(String name) {
    return new Letterhead(
        name,
        new EmailAddress("support@desk.example"),
        new EmailAddress("titolare@libreria-minerva.example"),
        Optional.of("support+0123456789abcdef0123456789abcdef@desk.example"),
        "<9b2a6f6e-0000-4000-8000-000000000000@desk.example>",
        List.of("<a@x>", "<b@x>"),
        Kind.REPLY,
        OffsetDateTime.parse("2026-11-22T12:00:00Z"));
  }

  private static String random(Random random) {
    StringBuilder text = new StringBuilder();
    int pieces = random.nextInt(30);
    for (int i = 0; i < pieces; i++) {
      text.append(PIECES[random.nextInt(PIECES.length)]);
    }
    return text.toString();
  }
}
