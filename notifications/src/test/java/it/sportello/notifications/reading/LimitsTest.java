package it.sportello.notifications.reading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LimitsTest {
  private final MailReader reader = new MailReader();

  @Test
  void anAttachmentOnOneLineOfAMegabyteIsWhole() throws Exception {
    String base64 = "QUJD".repeat(350_000);
    List<byte[]> taken = new ArrayList<>();

    reader.read(
        mail(
            """
            From: a@b.example
            Content-Type: multipart/mixed; boundary=x

            --x

            hello
            --x
            Content-Type: application/octet-stream; name=a.bin
            Content-Transfer-Encoding: base64

            %s
            --x
            Content-Type: application/octet-stream; name=b.bin
            Content-Transfer-Encoding: binary

            %s
            --x--
            """
                .formatted(base64, "z".repeat(600_000))),
        (position, name, content) -> taken.add(content.readAllBytes()));

    assertEquals(1_050_000, taken.get(0).length);
    assertEquals("z".repeat(600_000), new String(taken.get(1), StandardCharsets.US_ASCII).strip());
  }

  @Test
  void aHeaderLineWithoutEndIsRefused() {
    assertThrows(
        Unreadable.class,
        () -> reader.read(mail("Subject: " + "x".repeat(10_000_000)), AttachmentSink.NONE));
  }

  @Test
  void aThousandAndOneHeadersAreRefused() {
    assertThrows(
        Unreadable.class,
        () ->
            reader.read(
                mail("From: a@b.example\n" + "X-A: b\n".repeat(1_001) + "\nhi"),
                AttachmentSink.NONE));
  }

  @Test
  void twentyOneLevelsOfPartsAreRefusedAndTwentyAreRead() throws Exception {
    assertEquals("deep", reader.read(mail(nested(20)), AttachmentSink.NONE).text());
    assertThrows(Unreadable.class, () -> reader.read(mail(nested(21)), AttachmentSink.NONE));
    assertThrows(Unreadable.class, () -> reader.read(mail(nested(3_000)), AttachmentSink.NONE));
  }

  @Test
  void fiveHundredAndOnePartsAreRefused() {
    String part = "--x\nContent-Type: text/plain\n\na\n";
    assertThrows(
        Unreadable.class,
        () ->
            reader.read(
                mail(
                    "From: a@b.example\nContent-Type: multipart/mixed; boundary=x\n\n"
                        + part.repeat(501)
                        + "--x--\n"),
                AttachmentSink.NONE));
  }

  @Test
  void textBeyondTheLimitIsCutAndSaidSo() throws Exception {
    ReadMail read =
        reader.read(mail("From: a@b.example\n\n" + "parola ".repeat(400_000)), AttachmentSink.NONE);

    assertTrue(read.cut());
    assertTrue(read.text().length() <= MailReader.TEXT);
  }

  @Test
  void hostileHtmlCostsLessThanTwoSecondsOfProcessorTime() throws Exception {
    for (String html :
        List.of(
            "<div>".repeat(200_000),
            "<a href=".repeat(100_000),
            "<table><tr><td>".repeat(60_000),
            "&".repeat(1_000_000),
            "<p title='" + "x".repeat(1_000_000),
            "<!--".repeat(250_000))) {
      long start = processorTime();
      reader.read(
          mail("From: a@b.example\nContent-Type: text/html\n\n" + html), AttachmentSink.NONE);
      long millis = (processorTime() - start) / 1_000_000;
      assertTrue(millis < 2_000, html.substring(0, 10) + " took " + millis + " ms");
    }
  }

  /** Of this thread: what others do to the machine meanwhile is not the reader's fault. */
  private static long processorTime() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private static String nested(int levels) {
    StringBuilder mail = new StringBuilder("From: a@b.example\n");
    for (int i = 0; i < levels; i++) {
      mail.append("Content-Type: multipart/mixed; boundary=b")
          .append(i)
          .append("\n\n--b")
          .append(i)
          .append('\n');
    }
    return mail.append("Content-Type: text/plain\n\ndeep\n").toString();
  }

  private static InputStream mail(String text) {
    return new ByteArrayInputStream(text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
  }
}
