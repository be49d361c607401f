package it.sportello.web.pages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import it.sportello.web.harness.Desk;
import it.sportello.web.harness.Mails;
import it.sportello.web.harness.Patience;
import it.sportello.web.harness.Visitor;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The quarantine, the source of a mail, what a ticket says of its mails, and the switch. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class MailPagesIT {
  private static final String ANA = "titolare@pasticceria-aurora.example";

  private final Desk desk = Desk.running();
  private final Visitor agent = desk.staff("anna.conti").speaking("it");
  private final Visitor admin = desk.staff("admin").speaking("it");

  @Test
  void aHeldMailBecomesATicketOfTheChosenPlatform() {
    long held = mail("nuovo@altrove.example", "Da altrove", "", "Buongiorno");
    Document page = agent.get("/quarantine?open=" + held).expect(200).html();

    assertTrue(
        agent
            .submit(page, "form:has([value=release])", Map.of("code", "77777"))
            .expect(422)
            .body()
            .contains("Nessuna piattaforma ha il codice «77777»"));
    agent.submit(page, "form:has([value=release])", Map.of("code", "1042")).expect(302);

    assertEquals(
        "IN_TICKET",
        desk.sql().text("select state from notifications.incoming_mail where id = ?", held));
    assertEquals(
        "1042",
        desk.sql()
            .text(
                """
                select p.code from ticketing.ticket t
                join contacts.platform p on p.id = t.platform_id
                join notifications.incoming_mail m on m.ticket = t.id where m.id = ?
                """,
                held));
  }

  @Test
  void severalAreDiscardedAtOnceAndTheRestStays() {
    long first = mail("a@altrove.example", "Uno", "", "x");
    long second = mail("b@altrove.example", "Due", "", "x");
    long third = mail("c@altrove.example", "Tre", "", "x");

    agent
        .with("Sec-Fetch-Site", "same-origin")
        .send(
            "POST",
            "/quarantine",
            BodyPublishers.ofString("act=discard&id=" + first + "&id=" + second + "&id=99999999"),
            "application/x-www-form-urlencoded")
        .expect(302);

    Document page = agent.get("/quarantine").html();
    assertTrue(page.select("#m" + first).isEmpty());
    assertFalse(page.select("#m" + third).isEmpty());
    assertTrue(page.select(".post-filters a[aria-current=page]").text().startsWith("Tutte"));

    Document discarded = agent.get("/quarantine?discarded=1").expect(200).html();
    assertFalse(discarded.select("#m" + first).isEmpty());
    assertTrue(discarded.select("#m" + third).isEmpty());
    agent
        .submit(discarded, "#ticked", Map.of("act", "restore", "id", Long.toString(first)))
        .expect(302);
    assertFalse(agent.get("/quarantine").html().select("#m" + first).isEmpty());
    assertTrue(agent.get("/quarantine").html().select("#m" + second).isEmpty());
  }

  @Test
  void theSourceIsShownAsTextToTheStaffAlone() {
    long mail =
        mail("chi@altrove.example", "<b>x</b>", "X-Canarino: <script>alert(1)</script>\n", "y");

    Document page = agent.get("/mail?id=" + mail).expect(200).html();

    assertTrue(page.select("dl.post-header").text().contains("<script>alert(1)</script>"));
    assertTrue(page.select("pre").text().contains("X-Canarino: <script>"));
    assertTrue(page.select("script:containsData(alert)").isEmpty());
    agent.get("/mail?id=99999999").expect(404);
    desk.customer(ANA).get("/mail?id=" + mail).expect(403);
    assertTrue(
        desk.anybody().get("/mail?id=" + mail).expect(302).header("Location").contains("/sign-in"));
  }

  @Test
  void aTicketSaysHowSureItsAuthorIsFoldsWhatIsQuotedAndTellsWhatCameBack() {
    long mail =
        mail(
            ANA,
            "Re: vecchia storia",
            "",
            "Non va ancora.\n\nIl 20/11/26 10:12, Sportello ha scritto:\n> Provi adesso.");
    long ticket =
        desk.sql().number("select ticket from notifications.incoming_mail where id = ?", mail);
    String id =
        desk.sql().text("select message_id from notifications.given_id where ticket = ?", ticket);
    mail(
        "MAILER-DAEMON@mx.altrove.example",
        "Undelivered",
        "Return-Path: <>\nX-Failed-Recipients: " + ANA + "\n",
        "550 no such user\n\nMessage-ID: " + id);

    Document page = agent.get("/ticket?n=" + ticket).expect(200).html();

    assertEquals("Mittente non provato", page.select(".message-customer .chip-trust-plain").text());
    assertEquals(
        "Non va ancora.", page.select(".message-customer > .message-body > .message-text").text());
    assertTrue(page.select("details.message-quoted").text().contains("Provi adesso."));
    assertTrue(page.select(".notice-near").text().contains("Email non arrivata"), page.text());
    assertTrue(
        desk.customer(ANA)
            .get("/my/ticket?n=" + ticket)
            .expect(200)
            .html()
            .select(".chip-trust-plain")
            .isEmpty());
  }

  @Test
  void aMailboxThatCannotBeReadTurnsTheMailRedAndTakesNoNodeAway() {
    Document page = admin.get("/mailboxes?add=1").html();
    Map<String, String> dead =
        Map.of(
            "name",
            "Morta",
            "host",
            "127.0.0.1",
            "port",
            "1",
            "encryption",
            "NONE",
            "login",
            "morta-" + UUID.randomUUID(),
            "folder",
            "INBOX",
            "secret",
            "x",
            "act",
            "save");
    admin.submit(page, ".box-form", dead).expect(302);
    long id =
        desk.sql()
            .number(
                "select id from notifications.mailbox_account where login = ?", dead.get("login"));
    try {
      Patience.untilTrue(
          Duration.ofSeconds(15),
          "the trouble to be seen",
          () ->
              admin
                  .get("/mailboxes")
                  .html()
                  .select("#box" + id + " .field-error")
                  .text()
                  .contains("Nessuno risponde su questa porta"));
      desk.sql()
          .run(
              "update notifications.mailbox_account set changed_at = now() - interval '11 minutes'"
                  + " where id = "
                  + id);
      Patience.untilTrue(
          Duration.ofSeconds(10),
          "the mail to be red",
          () -> desk.anybody().get("/health/mail").status() == 503);
      assertTrue(desk.anybody().get("/health/mail").body().contains("\"mailboxes\":\"DOWN\""));
      desk.anybody().get("/health/ready").expect(200);
    } finally {
      admin
          .submit(admin.get("/mailboxes").html(), "#box" + id + " form", Map.of("act", "remove"))
          .expect(302);
    }
  }

  @Test
  void anAdministratorRegistersTheSenderInTheSameStepAndAnAgentCannot() {
    String from = "nuova-" + UUID.randomUUID() + "@altrove.example";
    long held = mail(from, "Da registrare", "", "Buongiorno");

    assertTrue(agent.get("/quarantine?open=" + held).html().select("[name=register]").isEmpty());
    Document page = admin.get("/quarantine?open=" + held).expect(200).html();
    Map<String, String> typed =
        new java.util.HashMap<>(
            Map.of("code", "1042", "register", "1", "name", "", "kind", "TECHNICAL"));
    assertTrue(
        admin.submit(page, "form:has([value=release])", typed).expect(422).body().contains("Nome"));
    typed.put("name", "Carla Nuova");
    agent.submit(page, "form:has([value=release])", typed).expect(403);
    admin.submit(page, "form:has([value=release])", typed).expect(302);

    assertEquals(
        1,
        desk.sql()
            .number("select count(*) from contacts.contact_address where address_key = ?", from));
  }

  @Test
  void anAdministratorHoldsTheOutgoingMailAndLetsItGo() {
    Document page = admin.get("/outgoing").expect(200).html();
    admin.submit(page, "form:has([value=hold])", Map.of("act", "hold")).expect(302);
    try {
      assertTrue(admin.get("/outgoing").html().select(".notice-bad").text().contains("è ferma"));
    } finally {
      admin
          .submit(
              admin.get("/outgoing").html(), "form:has([value=let_go])", Map.of("act", "let_go"))
          .expect(302);
    }
    assertTrue(admin.get("/outgoing").html().select(".notice-bad").isEmpty());
    agent.get("/outgoing").expect(403);
  }

  @Test
  void anAdministratorChangesTheWordsOfAMailSeesThemFirstAndGoesBack() {
    String here = "/templates?kind=TAKEN_IN_CHARGE&language=EN";
    assertEquals(14, admin.get("/templates").expect(200).html().select(".tp-list tbody tr").size());
    Document page = admin.get(here).expect(200).html();
    Document wrong =
        admin
            .submit(
                page,
                "#tp-form",
                Map.of("act", "save", "w.subject", "Taken {{agent}}", "w.text", "{{takeBy}} kept"))
            .expect(422)
            .html();
    assertTrue(wrong.getElementById("w.subject-error").text().contains("number"), wrong.text());
    assertTrue(wrong.getElementById("w.text-error").text().contains("takeBy"), wrong.text());
    assertEquals("{{takeBy}} kept", wrong.getElementById("w.text").val());

    Map<String, String> words =
        Map.of(
            "act", "save", "w.subject", "<b>{{number}}</b>", "w.text", "**{{agent}}** <script>x");
    var preview =
        admin
            .with("Sec-Fetch-Site", "same-origin")
            .send(
                "POST",
                "/template-preview?kind=TAKEN_IN_CHARGE&language=EN",
                BodyPublishers.ofString(
                    "w.subject=%3Cb%3E%7B%7Bnumber%7D%7D&w.headline=h&w.button=b"
                        + "&w.text=**%7B%7Bagent%7D%7D**+%3Cscript%3Ex"),
                "application/x-www-form-urlencoded")
            .expect(200);
    assertTrue(preview.header("Content-Security-Policy").endsWith("; sandbox"));
    assertTrue(preview.html().select("script, b").isEmpty(), preview.body());
    assertEquals("Anna Conti", preview.html().select("td strong").last().text());
    admin.submit(page, "#tp-form", words).expect(302);

    Document changed = admin.get(here).expect(200).html();
    assertEquals("<b>{{number}}</b>", changed.getElementById("w.subject").val());
    admin.submit(page, "#tp-form", words).expect(422);
    admin.submit(changed, "#tp-form", Map.of("act", "reset")).expect(302);
    assertTrue(
        admin.get(here).html().getElementById("w.subject").val().startsWith("Ticket {{number}}"));
    agent.get("/templates").expect(403);
    agent.get("/template-preview?kind=DUTY&language=IT").expect(403);
  }

  @Test
  void filesGoWithAReplyAndWaitWhereItCannotBeWritten() {
    long ticket = desk.ticket("1042", "Con un file", "Una riga.");
    String here = "/ticket?n=" + ticket;
    Document page = agent.get(here).expect(200).html();

    Document refused = write(page, here, "", "perché.txt", "sì").expect(422).html();
    assertEquals("perché.txt", refused.select(".mo-files label:has([name=kept])").text());
    String kept = refused.select("[name=kept]").val();
    Document again = agent.get(here).html();
    write(again, here, "Ecco.", "<b>.html", "<script>", "kept", kept, "name." + kept, "perché.txt")
        .expect(302);

    for (Visitor reader : java.util.List.of(agent, desk.customer(ANA))) {
      String path = reader == agent ? here : "/my/ticket?n=" + ticket;
      var files = reader.get(path).expect(200).html().select("a.file");
      assertEquals(java.util.List.of("perché.txt", "<b>.html"), files.eachAttr("data-name"));
      var file = reader.get(files.last().attr("href")).expect(200);
      assertEquals("<script>", file.body());
      assertTrue(file.header("Content-Disposition").startsWith("attachment"));
    }
    assertEquals(
        404,
        desk.customer("titolare@libreria-minerva.example")
            .get(agent.get(here).html().select("a.file").attr("href"))
            .status());
  }

  @Test
  void anAgentKeepsASignatureAndAnAdministratorFindsAMail() {
    Document account = agent.get("/account").expect(200).html();
    agent
        .submit(account, "form:has([value=signature])", Map.of("signature", "x\n".repeat(9)))
        .expect(422);
    agent
        .submit(account, "form:has([value=signature])", Map.of("signature", "Anna\nAssistenza"))
        .expect(302);
    assertEquals(
        "Anna\nAssistenza",
        agent.get("/account").html().getElementById("signature").wholeText().strip());
    agent.submit(account, "form:has([value=signature])", Map.of("signature", "")).expect(302);

    long ticket = desk.ticket("1042", "Da trovare", "Una riga.");
    Document all = admin.get("/outgoing?about=" + ticket).expect(200).html();
    assertEquals(1, all.select("table.list tbody tr").size());
    for (String view :
        java.util.List.of("WAITING", "TRYING", "SENT", "RETURNED", "DEAD", "UNSENT")) {
      admin.get("/outgoing?view=" + view + "&about=" + ticket).expect(200);
    }
    assertTrue(
        admin.get("/outgoing?view=DEAD&about=" + ticket).html().select("table.list").isEmpty());
  }

  private it.sportello.web.harness.Answer write(
      Document page, String here, String text, String name, String content, String... more) {
    StringBuilder body = new StringBuilder();
    for (String field : java.util.List.of("key", "version", "seen")) {
      part(body, "name=\"" + field + "\"", page.select("#write [name=" + field + "]").val());
    }
    part(body, "name=\"act\"", "reply");
    part(body, "name=\"text\"", text);
    for (int i = 0; i < more.length; i += 2) {
      part(body, "name=\"" + more[i] + "\"", more[i + 1]);
    }
    part(body, "name=\"file\"; filename=\"" + name + "\"", content);
    return agent
        .with("Sec-Fetch-Site", "same-origin")
        .send(
            "POST",
            here,
            BodyPublishers.ofString(body + "--b0--\r\n"),
            "multipart/form-data; boundary=b0");
  }

  private static void part(StringBuilder body, String named, String value) {
    body.append("--b0\r\nContent-Disposition: form-data; ")
        .append(named)
        .append("\r\n\r\n")
        .append(value)
        .append("\r\n");
  }

  @Test
  void anAdministratorTriesAMailboxSavesItAndReadsItWithinSeconds() {
    String user = "seconda-" + UUID.randomUUID() + "@desk.example";
    Document page = admin.get("/mailboxes?add=1").expect(200).html();
    Map<String, String> typed =
        Map.of(
            "name",
            "Seconda <b>casella</b>",
            "host",
            "127.0.0.1",
            "port",
            "1",
            "encryption",
            "NONE",
            "login",
            user,
            "folder",
            "INBOX",
            "secret",
            "canarino-9917",
            "act",
            "try_save");

    String refused = admin.submit(page, ".box-form", typed).expect(200).body();
    assertTrue(refused.contains("Nessuno risponde su questa porta"), refused);
    assertFalse(refused.contains("canarino-9917"));
    assertEquals(
        0,
        desk.sql()
            .number("select count(*) from notifications.mailbox_account where login = ?", user));

    Map<String, String> right = new java.util.HashMap<>(typed);
    right.put("port", Integer.toString(desk.mails().imapPort()));
    desk.mails().mailbox(user, "canarino-9917");
    admin.submit(page, ".box-form", right).expect(302);
    Document list = admin.get("/mailboxes").html();
    assertTrue(list.select("h2").eachText().contains("Seconda <b>casella</b>"));
    assertFalse(list.html().contains("canarino-9917"));
    Patience.untilTrue(
        Duration.ofSeconds(15),
        "the new mailbox to be listened to",
        () ->
            desk.sql()
                    .number(
                        "select count(*) from notifications.mailbox where listens and name like ?",
                        user + "%")
                == 1);
    desk.mails()
        .send(
            ANA,
            user,
            ("From: " + ANA + "\nSubject: Seconda casella\n\nx\n")
                .getBytes(StandardCharsets.UTF_8));
    Patience.untilTrue(
        Duration.ofSeconds(15),
        "its mail to be a ticket",
        () ->
            desk.sql()
                    .number(
                        "select count(*) from notifications.incoming_mail where state = 'IN_TICKET' and mailbox like ?",
                        user + "%")
                == 1);

    long id =
        desk.sql().number("select id from notifications.mailbox_account where login = ?", user);
    admin
        .submit(admin.get("/mailboxes").html(), "#box" + id + " form", Map.of("act", "remove"))
        .expect(302);
    assertEquals(
        "REMOVED",
        desk.sql().text("select standing from notifications.mailbox_account where id = ?", id));
    agent.get("/mailboxes").expect(403);
  }

  @Test
  void anAdministratorGivesAProductASenderAndItsTicketsMailsLeaveUnderItsName() {
    String brand = "marca-" + UUID.randomUUID().toString().substring(0, 8) + "@marca.example";
    desk.mails().mailbox(brand, "canarino-6620");
    Document page = admin.get("/senders?add=1").expect(200).html();
    String product = page.select("select[name=product] option").first().attr("value");
    Map<String, String> typed = new java.util.HashMap<>();
    typed.put("product", product);
    typed.put("name", "Marca <b>bella</b>");
    typed.put("address", brand);
    typed.put("host", "127.0.0.1");
    typed.put("port", "1");
    typed.put("encryption", "NONE");
    typed.put("login", brand);
    typed.put("secret", "canarino-6620");
    typed.put("act", "try_save");

    String refused = admin.submit(page, ".sender-form", typed).expect(200).body();
    assertTrue(refused.contains("Nessuno risponde su questa porta"), refused);
    assertFalse(refused.contains("canarino-6620"));
    typed.put("port", Integer.toString(desk.mails().smtpPort()));
    admin.submit(page, ".sender-form", typed).expect(302);
    Document list = admin.get("/senders").html();
    assertTrue(list.select("h2").eachText().contains("Marca <b>bella</b>"));
    assertFalse(list.html().contains("canarino-6620"));
    long id = desk.sql().number("select id from notifications.sender where address = ?", brand);
    assertFalse(admin.get("/senders?edit=" + id).html().html().contains("canarino-6620"));

    String code =
        Long.toString(10_000_000 + Math.floorMod(UUID.randomUUID().hashCode(), 9_000_000));
    ofProduct(code, product);
    assertEquals(product, desk.program().get("/api/v1/platforms/" + code).at("/product"));
    desk.ticket(code, "Di marca", "x");
    String owner = "titolare@m" + code + ".example";
    String mail = Mails.raw(desk.mails().awaitSubject(owner, "ricevuta"));
    assertTrue(mail.contains("<" + brand + ">"), mail);
    Document outgoing = admin.get("/outgoing?about=" + owner).html();
    assertTrue(outgoing.select("tbody").text().contains(brand), outgoing.select("tbody").text());

    Document platform = admin.get("/platform?p=" + code + "&act=change").html();
    assertEquals(product, platform.select("select[name=product] option[selected]").attr("value"));
    admin.submit(platform, "form:has(input[value=change])", Map.of("product", "")).expect(302);
    assertEquals("", desk.program().get("/api/v1/platforms/" + code).at("/product"));

    Visitor auditor = desk.auditor().speaking("it");
    Document read = auditor.get("/senders").expect(200).html();
    assertTrue(read.select("#sender" + id + " form").isEmpty());
    assertFalse(read.html().contains("canarino-6620"));
    auditor
        .with("Sec-Fetch-Site", "same-origin")
        .send(
            "POST",
            "/senders",
            BodyPublishers.ofString("act=off&id=" + id),
            "application/x-www-form-urlencoded")
        .expect(403);
    agent.get("/senders").expect(403);
    admin
        .submit(admin.get("/senders").html(), "#sender" + id + " form", Map.of("act", "off"))
        .expect(302);
    assertEquals(
        "OFF", desk.sql().text("select standing from notifications.sender where id = ?", id));
  }

  private void ofProduct(String code, String product) {
    String body =
        ("{'name':'Di marca','product':'%s','domains':['m%s.example'],'contacts':[{'name':'Ada',"
                + "'kinds':['ADMINISTRATIVE'],'addresses':['titolare@m%s.example']}]}")
            .formatted(product, code, code)
            .replace('\'', '"');
    desk.program()
        .put("/api/v1/platforms/" + code, body.getBytes(StandardCharsets.UTF_8), "application/json")
        .expect(201);
  }

  private long mail(String from, String subject, String more, String text) {
    return desk.mail(
        "From: "
            + from
            + "\nTo: support@desk.example\nSubject: "
            + subject
            + "\nMessage-ID: <"
            + UUID.randomUUID()
            + "@test.example>\n"
            + more
            + "\n"
            + text
            + "\n");
  }
}
