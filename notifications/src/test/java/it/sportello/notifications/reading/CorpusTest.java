package it.sportello.notifications.reading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import it.sportello.contacts.EmailAddress;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each mail of the folder beside what has to be read in it. */
class CorpusTest {
  private static final Path FOLDER = Path.of("src", "test", "resources", "mails");

  private final MailReader reader = new MailReader();

  static List<String> mails() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".eml"))
          .map(name -> name.substring(0, name.length() - 4))
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("mails")
  void isReadAsExpected(String name) throws Exception {
    Properties expected = new Properties();
    try (Reader text = Files.newBufferedReader(FOLDER.resolve(name + ".expected"))) {
      expected.load(text);
    }
    ReadMail mail;
    List<String> sizes = new ArrayList<>();
    try (InputStream raw = Files.newInputStream(FOLDER.resolve(name + ".eml"))) {
      mail =
          reader.read(
              raw,
              (position, file, content) ->
                  sizes.add(Integer.toString(content.readAllBytes().length)));
    }
    for (String key : expected.stringPropertyNames()) {
      if (key.equals("sizes")) {
        assertEquals(expected.getProperty(key), String.join("|", sizes));
      } else {
        check(key, expected.getProperty(key), mail);
      }
    }
  }

  /** The machine may be busy: what counts is the processor's time. */
  @ParameterizedTest
  @MethodSource("mails")
  void isReadWithinASecondAndTheSameEachTime(String name) throws Exception {
    byte[] whole = Files.readAllBytes(FOLDER.resolve(name + ".eml"));
    long before =
        java.lang.management.ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    ReadMail first = reader.read(new ByteArrayInputStream(whole), AttachmentSink.NONE);
    long took =
        java.lang.management.ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before;

    assertEquals(first, reader.read(new ByteArrayInputStream(whole), AttachmentSink.NONE));
    assertTrue(took < 1_000_000_000L, took + " ns");
  }

  @Test
  void theFolderHoldsAtLeastTwoHundredMails() throws Exception {
    assertTrue(mails().size() >= 200, mails().size() + " mails");
  }

  private static void check(String key, String wanted, ReadMail mail) {
    String from = mail.from().map(EmailAddress::value).orElse("");
    switch (key) {
      case "from" -> assertEquals(wanted, from);
      case "fromOneOf" -> assertTrue(List.of(wanted.split("\\|", -1)).contains(from), from);
      case "subject" -> assertEquals(wanted, mail.subject());
      case "text" -> assertEquals(wanted, mail.text());
      case "textHas" -> assertTrue(mail.text().contains(wanted), mail.text());
      case "textHasNot" -> assertFalse(mail.text().contains(wanted), mail.text());
      case "html" -> assertEquals(wanted, mail.html());
      case "htmlHas" -> assertTrue(mail.html().contains(wanted), mail.html());
      case "htmlHasNot" ->
          Arrays.stream(wanted.split("\\|"))
              .forEach(part -> assertFalse(mail.html().contains(part), mail.html()));
      case "htmlOwnHas" -> assertTrue(shown(mail).own().contains(wanted), shown(mail).own());
      case "htmlOwnHasNot" ->
          Arrays.stream(wanted.split("\\|"))
              .forEach(part -> assertFalse(shown(mail).own().contains(part), shown(mail).own()));
      case "htmlQuotedHas" ->
          assertTrue(shown(mail).quoted().contains(wanted), shown(mail).quoted());
      case "visible" -> assertEquals(wanted, VisibleReply.of(mail.text()).visible());
      case "quotedHas" ->
          assertTrue(VisibleReply.of(mail.text()).quoted().contains(wanted), mail.text());
      case "nature" -> assertEquals(wanted, mail.nature().name());
      case "sealing" -> assertEquals(wanted, mail.sealing().name());
      case "deliveries" ->
          assertEquals(
              wanted,
              mail.deliveries().stream()
                  .map(d -> d.recipient() + " " + d.outcome() + " " + d.status())
                  .collect(Collectors.joining("|")));
      case "automatic" -> assertEquals(wanted, Boolean.toString(mail.automatic()));
      case "attachments" -> assertEquals(wanted, String.join("|", mail.attachmentNames()));
      case "reported" -> assertEquals(wanted, String.join(" ", mail.reported()));
      case "answers" -> assertEquals(wanted, String.join(" ", mail.answers()));
      case "sent" -> assertEquals(wanted, mail.sent().map(Object::toString).orElse(""));
      default -> throw new IllegalArgumentException(key);
    }
  }

  private static ShownHtml shown(ReadMail mail) {
    return ShownHtml.of(mail.html());
  }

  /**
   * Bytes changed, cut out and doubled at random: an answer or {@link Unreadable}, nothing else.
   */
  @Test
  void mutilatedMailsNeverBreakTheReader() throws Exception {
    Random random = new Random(20261122);
    for (String name : mails()) {
      byte[] whole = Files.readAllBytes(FOLDER.resolve(name + ".eml"));
      for (int i = 0; i < 50 && whole.length > 0; i++) {
        MailFuzz.fuzzerTestOneInput(mutilated(whole, random));
      }
    }
  }

  private static byte[] mutilated(byte[] whole, Random random) {
    byte[] mail = whole.clone();
    for (int n = random.nextInt(20); n >= 0; n--) {
      mail[random.nextInt(mail.length)] = (byte) random.nextInt(256);
    }
    int from = random.nextInt(mail.length);
    int to = from + random.nextInt(mail.length - from);
    return random.nextBoolean()
        ? Arrays.copyOfRange(mail, from, to)
        : (new String(mail, StandardCharsets.ISO_8859_1)
                + new String(mail, from, to - from, StandardCharsets.ISO_8859_1))
            .getBytes(StandardCharsets.ISO_8859_1);
  }
}
