package it.sportello.web.pages;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.util.JSONObjectUtils;
import it.sportello.web.harness.Desk;
import it.sportello.web.harness.Mails;
import it.sportello.web.harness.Visitor;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a person is handed who asks for their data: all of theirs, and nobody else's. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class PersonArchiveIT {
  private static final byte[] PICTURE = {
    (byte) 0x89,
    'P',
    'N',
    'G',
    13,
    10,
    26,
    10,
    0,
    0,
    0,
    13,
    'I',
    'H',
    'D',
    'R',
    0,
    0,
    0,
    1,
    0,
    0,
    0,
    1,
    8,
    2,
    0,
    0,
    0
  };

  private static final Session SESSION = Session.getInstance(new Properties());

  private final Desk desk = Desk.running();
  private final Visitor admin =
      desk.staff("admin").with("Sec-Fetch-Site", "same-origin").speaking("it");
  private final String run = "n" + UUID.randomUUID().toString().substring(0, 8);

  @Test
  void theArchiveHoldsWhatIsTheirsAndNothingOfAnybodyElse() throws Exception {
    String code = platform();
    String ada = person(code, "Ada", "CAMPAIGN_MANAGER");
    String bea = person(code, "Bea", "ADMINISTRATIVE");
    long theirs = ticket(code, ada, "Oggetto-di-Ada", "Parole-di-Ada");
    long others = ticket(code, bea, "Oggetto-di-Bea", "Parole-di-Bea");
    write(bea, theirs, "Risposta-di-Bea");
    agent("reply", theirs, "Risposta-a-Ada");
    agent("note", theirs, "Nota-interna-su-Ada");
    agent("reply", others, "Risposta-a-Bea");
    file(code, ada);
    bound(ada, "Nome-di-Ada");
    bound(bea, "Nome-di-Bea");
    mail(ada, "Email-di-Ada");
    mail(bea, "Email-di-Bea");
    desk.mails().await(ada, mail -> Mails.text(mail).contains("Risposta-a-Ada"));

    Map<String, byte[]> archive = unzip(admin.get("/person.zip?c=" + id(ada)).expect(200).bytes());

    Map<String, Object> registration =
        JSONObjectUtils.parse(new String(archive.get("person.json"), StandardCharsets.UTF_8));
    assertEquals("Ada " + run, registration.get("name"));
    assertEquals(List.of(ada), registration.get("addresses"));
    assertEquals(List.of("+390255501042"), registration.get("phones"));
    Map<?, ?> account = (Map<?, ?>) ((List<?>) registration.get("providers")).get(0);
    assertEquals("Nome-di-Ada" + run, account.get("subject"));
    assertEquals("https://id.example", account.get("issuer"));
    Map<?, ?> listed = (Map<?, ?>) ((List<?>) registration.get("platforms")).get(0);
    assertEquals(code, listed.get("code"));
    assertEquals(List.of("CAMPAIGN_MANAGER"), listed.get("kinds"));
    assertEquals(1, archive.keySet().stream().filter(name -> name.startsWith("files/")).count());
    assertArrayEquals(PICTURE, first(archive, "files/"));
    MimeMessage received =
        new MimeMessage(SESSION, new ByteArrayInputStream(first(archive, "mails/received-")));
    assertTrue(Mails.text(received).contains("Email-di-Ada"));
    String all = all(archive);
    for (String own :
        List.of("Oggetto-di-Ada", "Parole-di-Ada", "Email-di-Ada", "Risposta-a-Ada")) {
      assertTrue(all.contains(own), own);
    }
    for (String foreign :
        List.of(
            "Oggetto-di-Bea",
            "Parole-di-Bea",
            "Risposta-di-Bea",
            "Nota-interna",
            "Risposta-a-Bea",
            "Email-di-Bea",
            "Nome-di-Bea",
            bea)) {
      assertFalse(all.contains(foreign), foreign);
    }
    for (String name : archive.keySet()) {
      assertTrue(name.matches("(person\\.json|(files|mails)/[A-Za-z0-9._-]+)"), name);
    }
  }

  @Test
  void ofATicketThatAnotherOpenedOnlyTheirOwnWordsAreHandedOver() throws Exception {
    String code = platform();
    String ada = person(code, "Ada", "TECHNICAL");
    String bea = person(code, "Bea", "ADMINISTRATIVE");
    long others = ticket(code, bea, "Oggetto-di-Bea", "Parole-di-Bea");
    write(ada, others, "Aggiunta-di-Ada");

    String all = all(unzip(admin.get("/person.zip?c=" + id(ada)).expect(200).bytes()));

    assertTrue(all.contains("Aggiunta-di-Ada"));
    assertFalse(all.contains("di-Bea"), all);
  }

  private String platform() {
    return admin
        .submit(
            admin.get("/registry?act=new").expect(200).html(),
            "#form form",
            Map.of("name", "Forno " + run))
        .expect(302)
        .header("Location")
        .replaceAll(".*p=", "");
  }

  private String person(String code, String called, String kind) {
    String address = called.toLowerCase(java.util.Locale.ROOT) + "@" + run + ".example";
    Map<String, String> form = new HashMap<>();
    form.putAll(Map.of("act", "add", "p", code, "name", called + " " + run, "language", "IT"));
    form.putAll(Map.of("kind." + kind, "1", "addresses", address, "phones", "02 5550 1042"));
    admin.post("/platform", form).expect(302);
    return address;
  }

  private void bound(String address, String subject) {
    desk.sql()
        .run(
            """
            insert into contacts.provider_account (issuer, subject, contact, bound_at)
            values ('https://id.example', ?, ?, now())
            """,
            subject + run,
            id(address));
  }

  private long id(String address) {
    return desk.sql()
        .number("select contact from contacts.contact_address where address_key = ?", address);
  }

  private long ticket(String code, String contact, String subject, String text) {
    String body =
        "{'platform':'%s','contact':'%s','subject':'%s','text':'%s','impact':'HINDERED'}"
            .replace('\'', '"')
            .formatted(code, contact, subject, text);
    return Long.parseLong(
        desk.program().once().post("/api/v1/tickets", body).expect(201).at("/number"));
  }

  private void write(String who, long ticket, String text) {
    Visitor customer = desk.customer(who).with("Sec-Fetch-Site", "same-origin");
    customer
        .post(
            "/my/ticket",
            Map.of(
                "act",
                "write",
                "n",
                Long.toString(ticket),
                "text",
                text,
                "key",
                "0123456789" + run))
        .expect(302);
  }

  private void agent(String act, long ticket, String text) {
    Visitor anna = desk.staff("anna.conti");
    anna.submit(
            anna.get("/ticket?n=" + ticket).expect(200).html(),
            "#write",
            Map.of("act", act, "text", text))
        .expect(302);
  }

  private void file(String code, String person) {
    Visitor form = desk.form(code, person);
    String key = UUID.randomUUID().toString().replace("-", "");
    form.put("/widget/v1/attachments/" + key + "?name=..%2Fa%20b.png", PICTURE, "image/png")
        .expect(200);
    String body =
        """
        {"subject":"Con un file","did":"Una","expected":"Due","happened":"Tre","impact":"HINDERED",
         "reference":{},"answerTo":"%s","attachments":["%s"]}
        """
            .formatted(person, key);
    form.once().post("/widget/v1/tickets", body).expect(201);
  }

  private void mail(String from, String text) {
    String mail =
        "From: %s\r\nTo: support@desk.example\r\nSubject: Posta\r\nMessage-ID: <%s@x.example>\r\n\r\n%s\r\n"
            .formatted(from, UUID.randomUUID(), text);
    desk.mail(mail);
  }

  private static byte[] first(Map<String, byte[]> archive, String folder) {
    return archive.entrySet().stream()
        .filter(entry -> entry.getKey().startsWith(folder))
        .findFirst()
        .orElseThrow(() -> new AssertionError(folder + " is not in " + archive.keySet()))
        .getValue();
  }

  /** Every entry with what is encoded in it decoded. */
  private static String all(Map<String, byte[]> archive) throws Exception {
    StringBuilder all = new StringBuilder();
    for (var entry : archive.entrySet()) {
      all.append(entry.getKey()).append('\n');
      all.append(new String(entry.getValue(), StandardCharsets.UTF_8)).append('\n');
      if (entry.getKey().endsWith(".eml")) {
        all.append(
            Mails.text(new MimeMessage(SESSION, new ByteArrayInputStream(entry.getValue()))));
      }
    }
    return all.toString();
  }

  private static Map<String, byte[]> unzip(byte[] bytes) throws Exception {
    Map<String, byte[]> entries = new TreeMap<>();
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        entries.put(entry.getName(), zip.readAllBytes());
      }
    }
    return entries;
  }
}
