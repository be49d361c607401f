package it.sportello.notifications;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import it.sportello.contacts.AgentId;
import it.sportello.contacts.Caller;
import it.sportello.contacts.EmailAddress;
import it.sportello.contacts.InvalidValue;
import it.sportello.contacts.Language;
import it.sportello.contacts.Role;
import it.sportello.contacts.Scope;
import it.sportello.entitlements.Counter;
import it.sportello.notifications.reading.MailReader;
import it.sportello.ticketing.Answer;
import it.sportello.ticketing.AttachmentId;
import it.sportello.ticketing.Attachments;
import it.sportello.ticketing.Blobs;
import it.sportello.ticketing.Channel;
import it.sportello.ticketing.CustomerMessage;
import it.sportello.ticketing.Impact;
import it.sportello.ticketing.Merges;
import it.sportello.ticketing.NewTicket;
import it.sportello.ticketing.Origin;
import it.sportello.ticketing.Reference;
import it.sportello.ticketing.TicketId;
import it.sportello.ticketing.Tickets;
import it.sportello.ticketing.Upload;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What an agent's reply becomes as a mail: signature, what is answered, and files. */
@Timeout(120)
class ReplyMailTest {
  private static final String ANA = "titolare@pasticceria-aurora.example";
  private static final String SOURCE = "page:test";

  private final TestDesk desk = TestDesk.get();
  private final Tickets tickets = desk.bean(Tickets.class);
  private final AgentId id =
      new AgentId(desk.number("select id from contacts.staff where login = 'anna.conti'"));
  private final Scope agent = new Scope.Staff(id, Set.of(Role.AGENT));
  private final Caller.Staff me =
      new Caller.Staff(id, "Anna Conti", Language.IT, Set.of(Role.AGENT));
  private final GreenMail relay =
      new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));

  @BeforeEach
  void start() {
    desk.run("delete from notifications.outgoing_mail; delete from notifications.signature");
    relay.start();
    desk.set("sportello.smtp.port", Integer.toString(relay.getSmtp().getPort()));
  }

  @AfterEach
  void stop() {
    relay.stop();
  }

  @Test
  void aReplyCarriesTheSignatureAndWhatItAnswers() throws Exception {
    TicketId ticket =
        open(ANA, "Prima <b>riga</b> {{number}}\n\nIl 20/11/26, X ha scritto:\n> vecchio");
    desk.bean(Signatures.class).keep(me, "Anna Conti\r\nAssistenza <i>{{agent}}</i>");
    reply(ticket, "Fatto.", List.of());
    MimeMessage answer = last();
    String first = text(answer);
    tickets.customerWrote(new Scope.Desk(), ticket, wrote("E adesso?"));
    desk.bean(Signatures.class).keep(me, "");
    reply(ticket, "Anche.", List.of());
    String second = text(last());

    assertTrue(first.contains("Fatto.\n\nAnna Conti\nAssistenza <i>{{agent}}</i>\n\n"), first);
    assertTrue(first.contains("\n> Prima <b>riga</b> {{number}}\n"), first);
    assertFalse(first.contains("vecchio"), "quotations are not quoted again");
    assertTrue(second.contains("\n> E adesso?"), second);
    assertFalse(second.contains("Anna Conti\nAssistenza"), second);
    String html = html(answer);
    assertTrue(html.contains("Assistenza &lt;i&gt;{{agent}}&lt;/i&gt;"), html);
    assertTrue(html.contains("Prima &lt;b&gt;riga&lt;/b&gt; {{number}}"), html);
  }

  @Test
  void aLongMessageIsNotRepeatedWhole() throws Exception {
    TicketId ticket = open(ANA, "riga\n".repeat(500) + "ultima");
    reply(ticket, "Letto.", List.of());
    String many = text(last());
    TicketId other = open(ANA, "x".repeat(100_000));
    reply(other, "Letto.", List.of());

    assertEquals(ReplyContext.MOST_LINES, many.split("\n> riga", -1).length - 1);
    assertTrue(many.contains("\n> […]"));
    assertTrue(text(last()).length() < 2 * ReplyContext.MOST_CHARACTERS);
  }

  @Test
  void thePeopleOfAMergedTicketReadTheirOwnWordsAlone() throws Exception {
    TicketId main = open(ANA, "Segreto di Ana");
    TicketId merged = open("newsletter@pasticceria-aurora.example", "Parole di Bea");
    desk.bean(Merges.class).merge(agent, merged, main);
    reply(main, "A tutti.", List.of());

    Map<String, String> byRecipient = new LinkedHashMap<>();
    for (MimeMessage mail : sent()) {
      if (mail.getSubject().startsWith("Re:")) {
        byRecipient.put(mail.getAllRecipients()[0].toString(), text(mail));
      }
    }
    assertEquals(2, byRecipient.size());
    assertTrue(byRecipient.get(ANA).contains("> Segreto di Ana"));
    String bea = byRecipient.get("newsletter@pasticceria-aurora.example");
    assertTrue(bea.contains("> Parole di Bea"), bea);
    assertFalse(bea.contains("Segreto"), bea);
  }

  @Test
  void filesGoWithinTheMailByteForByteUnderTheirNames() throws Exception {
    List<String> names =
        List.of(
            "errore.png",
            "perché l’invio “non parte” 🙂.pdf",
            "a\r\nBcc: eve@x.example\r\n\r\n.txt",
            "../../etc/passwd",
            "\u202egnp.exe",
            "=?UTF-8?B?eA==?=.txt",
            "\"; filename=\"b.exe",
            "x".repeat(400) + ".csv",
            "--=_m.txt",
            ".");
    Random random = new Random(5);
    List<byte[]> contents = new ArrayList<>();
    List<AttachmentId> ids = new ArrayList<>();
    for (String name : names) {
      byte[] bytes = new byte[random.nextInt(200_000)];
      random.nextBytes(bytes);
      contents.add(bytes);
      ids.add(upload(name, bytes));
    }
    reply(open(ANA, "x"), "Ecco.", ids);

    MimeMessage mail = last();
    List<String> shown = new ArrayList<>();
    List<byte[]> got = new ArrayList<>();
    new MailReader()
        .read(
            new ByteArrayInputStream(raw(mail)),
            (position, name, content) -> {
              shown.add(name);
              got.add(content.readAllBytes());
            });

    assertEquals(1, mail.getAllRecipients().length);
    assertEquals(null, mail.getHeader("Bcc"));
    assertEquals(names.size(), got.size());
    for (int i = 0; i < got.size(); i++) {
      assertArrayEquals(contents.get(i), got.get(i), names.get(i));
      assertFalse(shown.get(i).matches("(?s).*[\\r\\n/\\\\\\u202e].*"), shown.get(i));
    }
    assertEquals(names.get(0), shown.get(0));
    assertEquals(names.get(1), shown.get(1));
    assertEquals("=_UTF-8?B?eA==_=.txt", shown.get(5));
    for (String line : new String(raw(mail), StandardCharsets.ISO_8859_1).split("\r\n")) {
      assertTrue(line.length() <= 998 && line.chars().allMatch(c -> c < 0x7f && c >= 9), line);
    }
  }

  @Test
  void whatIsTooMuchForAMailIsALinkBehindASignIn() throws Exception {
    byte[] half = new byte[6 * 1024 * 1024];
    TicketId ticket = open(ANA, "x");
    reply(
        ticket,
        "Ecco.",
        List.of(
            upload("primo.bin", half),
            upload("secondo.bin", half),
            upload("terzo.txt", new byte[10])));

    MimeMessage mail = last();
    List<String> within = new ArrayList<>();
    new MailReader()
        .read(new ByteArrayInputStream(raw(mail)), (position, name, c) -> within.add(name));
    String text = text(mail);

    assertEquals(List.of("primo.bin", "terzo.txt"), within);
    assertTrue(text.contains("secondo.bin · 6,0 MB"), text);
    assertTrue(text.contains("https://desk.example/my/ticket?n=" + ticket), text);
    assertEquals(
        0,
        desk.number(
            "select count(*) from notifications.outgoing_mail where length(rendered) > 100000"),
        "files are not stored once more");
  }

  @Test
  void aRepeatSendsTheSameFilesAndBytes() throws Exception {
    reply(open(ANA, "x"), "Ecco.", List.of(upload("è.txt", "sì".getBytes(StandardCharsets.UTF_8))));
    byte[] first = raw(last());
    desk.run(
        "update notifications.outgoing_mail set state = 'SENDING', due_at = now() where kind = 'REPLY'");
    desk.run("update ticketing.attachment set name = 'altro.txt' where owner = '" + SOURCE + "'");

    assertArrayEquals(first, raw(last()));
  }

  @Test
  void filesOfANoteGoToNobodyAndAMissingFileCutsNoMailShort() throws Exception {
    TicketId ticket = open(ANA, "x");
    tickets.note(agent, ticket, answer("Solo per noi.", List.of(upload("nota.txt", new byte[5]))));
    byte[] bytes = new byte[300_000];
    new Random(7).nextBytes(bytes);
    reply(ticket, "Ecco.", List.of(upload("gone.bin", bytes)));
    desk.run(
        "update notifications.outgoing_mail set due_at = now() + interval '1 hour' where kind <> 'REPLY'");
    String sha = desk.text("select sha256 from ticketing.attachment where name = 'gone.bin'");
    java.nio.file.Path file =
        java.nio.file.Path.of(
            desk.setting("sportello.files"),
            "blobs",
            sha.substring(0, 2),
            sha.substring(2, 4),
            sha);
    java.nio.file.Path aside = file.resolveSibling("aside");
    desk.run("update notifications.outgoing_mail set due_at = now() where kind <> 'REPLY'");
    java.nio.file.Files.move(file, aside);
    List<MimeMessage> without = sent();
    assertTrue(
        without.stream().noneMatch(mail -> subject(mail).startsWith("Re:")),
        "nothing is cut short");
    assertEquals(
        "QUEUED", desk.text("select state from notifications.outgoing_mail where kind = 'REPLY'"));
    java.nio.file.Files.move(aside, file);
    desk.run("update notifications.outgoing_mail set due_at = now() where kind = 'REPLY'");

    List<String> names = new ArrayList<>();
    new MailReader()
        .read(new ByteArrayInputStream(raw(last())), (position, name, c) -> names.add(name));
    assertEquals(List.of("gone.bin"), names);
  }

  @Test
  void aSignatureIsShortAndPlain() {
    Signatures signatures = desk.bean(Signatures.class);

    for (String bad : List.of("x".repeat(601), "a\n".repeat(9) + "b")) {
      assertEquals(
          "signature.long", assertThrows(InvalidValue.class, () -> signatures.keep(me, bad)).key());
    }
    for (String bad : List.of("a\u202eb", "a\u0000b", "a\rb")) {
      assertEquals(
          "text.invisible", assertThrows(InvalidValue.class, () -> signatures.keep(me, bad)).key());
    }
    signatures.keep(me, "  Anna\r\nConti \n");
    assertEquals("Anna\nConti", signatures.of(id));
  }

  private TicketId open(String from, String text) {
    Instant now = desk.clock().now();
    return desk.bean(Counter.class)
        .open(
            new NewTicket(
                new Origin("test", UUID.randomUUID().toString(), "f"),
                Channel.FORM,
                desk.platform("1042"),
                Optional.empty(),
                new EmailAddress(from),
                Language.IT,
                "Non parte",
                text,
                "",
                Impact.STOPPED,
                Reference.NONE,
                now,
                now,
                List.of()))
        .ticket();
  }

  private CustomerMessage wrote(String text) {
    Instant now = desk.clock().now();
    return new CustomerMessage(
        new Origin("test", UUID.randomUUID().toString(), "f"),
        Channel.FORM,
        Optional.empty(),
        new EmailAddress(ANA),
        text,
        "",
        now,
        now,
        List.of(),
        false);
  }

  private void reply(TicketId ticket, String text, List<AttachmentId> files) {
    tickets.reply(agent, ticket, answer(text, files));
  }

  private static Answer answer(String text, List<AttachmentId> files) {
    return new Answer(new Origin(SOURCE, UUID.randomUUID().toString(), "f"), text, files);
  }

  private AttachmentId upload(String name, byte[] bytes) throws IOException {
    return desk.bean(Attachments.class)
        .keep(
            new Upload(
                SOURCE,
                UUID.randomUUID().toString(),
                name,
                "application/octet-stream",
                desk.bean(Blobs.class).put(new ByteArrayInputStream(bytes), 50_000_000)));
  }

  private List<MimeMessage> sent() throws Exception {
    RelayLine dispatcher = desk.line();
    while (dispatcher.turn() > 0) {}
    return Arrays.asList(relay.getReceivedMessages());
  }

  private MimeMessage last() throws Exception {
    List<MimeMessage> mails = sent();
    return mails.get(mails.size() - 1);
  }

  private static String subject(MimeMessage mail) {
    try {
      return mail.getSubject();
    } catch (jakarta.mail.MessagingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String text(MimeMessage mail) throws Exception {
    return new MailReader()
            .read(
                new ByteArrayInputStream(raw(mail)),
                it.sportello.notifications.reading.AttachmentSink.NONE)
            .text()
        + "\n";
  }

  private static String html(MimeMessage mail) throws Exception {
    Object content = mail.getContent();
    return (String) ((jakarta.mail.Multipart) content).getBodyPart(1).getContent();
  }

  private static byte[] raw(MimeMessage mail) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    mail.writeTo(out, new String[] {"Received", "Return-Path"});
    return out.toByteArray();
  }
}
