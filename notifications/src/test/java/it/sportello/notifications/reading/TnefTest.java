package it.sportello.notifications.reading;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** {@code winmail.dat}: what lies in it is taken out, and no such file does any harm. */
@Timeout(60)
class TnefTest {
  private static final int SUBJECT = 0x00018004;
  private static final int MAPI_PROPERTIES = 0x00069003;
  private static final int RENDERING = 0x00069002;
  private static final int TITLE = 0x00018010;
  private static final int DATA = 0x0006800f;

  @Test
  void whatLiesInItBecomesTheAttachmentsOfTheMail() throws Exception {
    byte[] tnef = tnef(attachment("fattura.pdf", "%PDF-1"), attachment("../../x.txt", "due"));

    Map<String, byte[]> taken = new LinkedHashMap<>();
    ReadMail mail = read(mail("Guarda.", tnef), taken);

    assertEquals("Guarda.", mail.text());
    assertEquals(2, taken.size());
    assertArrayEquals("%PDF-1".getBytes(StandardCharsets.UTF_8), taken.get("0 fattura.pdf"));
    assertEquals("fattura.pdf", mail.attachmentNames().get(0));
  }

  @Test
  void itsTextIsTheMailsWhereThatSaysNothing() throws Exception {
    byte[] tnef = tnef(text("Buongiorno dal TNEF"), attachment("a.txt", "a"));

    assertEquals("Buongiorno dal TNEF", read(mail("", tnef), new LinkedHashMap<>()).text());
    assertEquals("Altro.", read(mail("Altro.", tnef), new LinkedHashMap<>()).text());
  }

  @Test
  void aWinmailWithinAWinmailStaysClosed() throws Exception {
    byte[] inner = tnef(attachment("dentro.txt", "x"));
    Map<String, byte[]> taken = new LinkedHashMap<>();

    read(mail("x", tnef(attachment("winmail.dat", inner))), taken);

    assertEquals(1, taken.size());
    assertArrayEquals(inner, taken.get("0 winmail.dat"));
  }

  @Test
  void whatCannotBeOpenedStaysAsItCame() throws Exception {
    byte[] whole = tnef(attachment("fattura.pdf", "%PDF-1"));
    byte[] endless = whole.clone();
    ByteBuffer.wrap(endless).order(ByteOrder.LITTLE_ENDIAN).putInt(11, Integer.MAX_VALUE);
    for (byte[] broken :
        new byte[][] {
          new byte[0], {1, 2, 3}, Arrays.copyOf(whole, 20), endless, tnef(), new byte[100_000]
        }) {
      Map<String, byte[]> taken = new LinkedHashMap<>();
      read(mail("x", broken), taken);
      assertArrayEquals(broken, taken.get("0 winmail.dat"), () -> "of " + broken.length);
    }
  }

  @Test
  void moreAttachmentsThanAMailMayHaveStayInTheirWrapping() throws Exception {
    byte[][] many = new byte[MailReader.PARTS + 1][];
    Arrays.fill(many, attachment("a", "x"));
    Map<String, byte[]> taken = new LinkedHashMap<>();

    read(mail("x", tnef(many)), taken);

    assertEquals(1, taken.size());
  }

  @Test
  void oneThatIsTooLargeIsPassedOnWhole() throws Exception {
    byte[] large = tnef(attachment("film.bin", new byte[Tnef.LARGEST]));
    Map<String, byte[]> taken = new LinkedHashMap<>();

    read(mail("x", large), taken);

    assertArrayEquals(large, taken.get("0 winmail.dat"));
  }

  /** Seeded: a mail that fails is found again. */
  @Test
  void noBrokenFileBreaksTheReader() throws Exception {
    byte[] whole =
        tnef(text("Testo"), attachment("a.txt", "contenuto"), attachment("b.txt", "altro"));
    for (int cut = 0; cut < whole.length; cut++) {
      read(mail("x", Arrays.copyOf(whole, cut)), new LinkedHashMap<>());
    }
    Random dice = new Random(7245);
    for (int i = 0; i < 2_000; i++) {
      byte[] mutated = whole.clone();
      for (int n = 1 + dice.nextInt(4); n > 0; n--) {
        mutated[dice.nextInt(mutated.length)] = (byte) dice.nextInt(256);
      }
      Map<String, byte[]> taken = new LinkedHashMap<>();
      read(mail("x", mutated), taken);
      assertTrue(taken.size() <= 3);
    }
  }

  private static ReadMail read(byte[] mail, Map<String, byte[]> taken) throws Exception {
    return new MailReader()
        .read(
            new ByteArrayInputStream(mail),
            (position, name, in) -> taken.put(position + " " + name, in.readAllBytes()));
  }

  private static byte[] mail(String text, byte[] tnef) {
    return ("""
        From: ana@aurora.example
        Subject: x
        Content-Type: multipart/mixed; boundary=t

        --t
        Content-Type: text/plain

        %s
        --t
        Content-Type: application/ms-tnef; name=winmail.dat
        Content-Transfer-Encoding: base64

        %s
        --t--
        """
            .formatted(text, Base64.getMimeEncoder().encodeToString(tnef))
            .replace("\r\n", "\n")
            .replace("\n", "\r\n"))
        .getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] tnef(byte[]... parts) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(little(0x223e9f78));
    out.write(new byte[] {1, 0});
    out.write(attribute(1, SUBJECT, "x\0".getBytes(StandardCharsets.US_ASCII)));
    for (byte[] part : parts) {
      out.write(part);
    }
    return out.toByteArray();
  }

  private static byte[] attachment(String name, String content) throws IOException {
    return attachment(name, content.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] attachment(String name, byte[] content) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(attribute(2, RENDERING, new byte[14]));
    out.write(attribute(2, TITLE, (name + "\0").getBytes(StandardCharsets.US_ASCII)));
    out.write(attribute(2, DATA, content));
    return out.toByteArray();
  }

  /** One property, PidTagBody as a string of bytes (MS-OXTNEF section 2.1.3.4). */
  private static byte[] text(String text) throws IOException {
    byte[] bytes = (text + "\0").getBytes(StandardCharsets.US_ASCII);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(little(1));
    out.write(new byte[] {0x1e, 0, 0, 0x10});
    out.write(little(1));
    out.write(little(bytes.length));
    out.write(Arrays.copyOf(bytes, (bytes.length + 3) / 4 * 4));
    return attribute(1, MAPI_PROPERTIES, out.toByteArray());
  }

  private static byte[] attribute(int level, int id, byte[] data) throws IOException {
    int sum = 0;
    for (byte b : data) {
      sum = (sum + (b & 0xff)) & 0xffff;
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(level);
    out.write(little(id));
    out.write(little(data.length));
    out.write(data);
    out.write(sum & 0xff);
    out.write(sum >> 8);
    return out.toByteArray();
  }

  private static byte[] little(int value) {
    return ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(value).array();
  }
}
