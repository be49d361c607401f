package it.sportello.web.pages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import it.sportello.web.harness.Answer;
import it.sportello.web.harness.Desk;
import it.sportello.web.harness.Mails;
import it.sportello.web.harness.Surfer;
import it.sportello.web.harness.Visitor;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The pages of the registry, of a customer's list and of an address's owner, as browsers send them.
 */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class RegistryPagesIT {
  private static final String FORM = "#form form";

  private final Desk desk = Desk.running();
  private final Visitor admin = italian("admin");
  private final String name = "n" + UUID.randomUUID().toString().substring(0, 8);

  @ParameterizedTest
  @ValueSource(strings = {"/registry", "/registry?q=aurora", "/platform?p=1042"})
  void onlyStaffSeesTheRegistry(String path) {
    desk.staff("anna.conti").get(path).expect(200);
    desk.customer("titolare@libreria-minerva.example").get(path).expect(403);
    assertTrue(desk.anybody().get(path).expect(302).header("Location").contains("/sign-in"));
  }

  @Test
  void anAgentFindsACustomerByPersonAndByCode() {
    Visitor agent = italian("anna.conti");

    Document found = agent.get("/registry?q=min+ele").expect(200).html();

    assertTrue(found.select("#found").text().contains("Elena Minervini"), found.text());
    assertEquals("/platform?p=2077", found.select("#found a").attr("href"));
    assertTrue(agent.get("/registry?q=2077").html().text().contains("Libreria Minerva"));
    Document page = agent.get("/platform?p=2077").expect(200).html();
    assertTrue(page.text().contains("titolare@libreria-minerva.example"), page.text());
    for (String fact :
        new String[] {"Livello", "Contratto", "Vie comprese", "Segnalazioni aperte"}) {
      assertTrue(page.select("main").text().contains(fact), fact);
    }
    assertEquals(0, page.select("form[action^=/platform]").size(), "agents change nothing");
    assertTrue(page.select(".entry-facts").text().contains("Europe/Rome"), page.text());
    assertTrue(page.select("body").text().contains("libreria-minerva.example"), "its domain");
    agent.get("/platform?p=99").expect(404);
    agent.get("/platform?p=x").expect(404);
  }

  @Test
  void anAgentWhoSendsTheFormAllTheSameIsRefused() {
    Visitor agent = italian("anna.conti").with("Sec-Fetch-Site", "same-origin");
    long before = desk.sql().number("select count(*) from contacts.contact");

    Answer refused = agent.post("/platform", person("add", "1042", "eva"));

    assertEquals(403, refused.status());
    assertEquals(before, desk.sql().number("select count(*) from contacts.contact"));
    agent.post("/platform", Map.of("act", "domain", "p", "1042", "domain", "x.example"));
    agent.post("/platform", Map.of("act", "close", "p", "1042", "version", "0"));
    assertEquals(
        0,
        desk.sql()
            .number(
                "select count(*) from contacts.platform p left join contacts.platform_domain d"
                    + " on d.platform = p.id and d.domain = 'x.example'"
                    + " where p.code = '1042' and (d.domain is not null or p.closed_at is not null)"));
  }

  @Test
  void anAdministratorRegistersACustomerWithItsPeopleAndReplacesItsCode() {
    String code = platform();
    Document form = admin.get("/platform?p=" + code + "&act=add").expect(200).html();
    Map<String, String> typed = person("add", code, "ada");
    typed.put("addresses", "ada@" + name + ".example\nnon è un indirizzo");
    typed.put("phones", "02 5550 1042\n12");

    Document refused = admin.submit(form, FORM, typed).expect(422).html();
    assertFalse(refused.getElementById("addresses-error").text().isEmpty());
    assertFalse(refused.getElementById("phones-error").text().isEmpty());
    assertEquals(typed.get("addresses"), refused.getElementById("addresses").val());
    typed.put("addresses", "Ada@" + name + ".example\nada.seconda@" + name + ".example");
    typed.put("phones", "02 5550 1042");
    admin.submit(refused, FORM, typed).expect(302);
    Answer twice = admin.submit(refused, FORM, typed).expect(422);
    assertTrue(twice.html().getElementById("addresses-error").text().contains("già"));

    Document page = admin.get("/platform?p=" + code).expect(200).html();
    assertTrue(page.select(".people").text().contains("+39 02 5550 1042"), page.text());
    assertTrue(page.select(".people").text().contains("Ada@" + name + ".example"));
    Document rotate = admin.get("/platform?p=" + code + "&act=rotate").html();
    admin.submit(rotate, FORM, Map.of("reason", " ")).expect(422);
    String to =
        admin.submit(rotate, FORM, Map.of("reason", "Smarrito")).expect(302).header("Location");
    admin.submit(rotate, FORM, Map.of("reason", "Due volte")).expect(409);
    Document old = admin.get("/platform?p=" + code).expect(200).html();
    assertTrue(old.text().contains("Questo codice non vale più"), old.text());
    assertTrue(old.text().contains("Smarrito"));
    assertTrue(to.matches(".*/platform\\?p=[1-9][0-9]{7}"), to);
    desk.program()
        .once()
        .post(
            "/api/v1/tickets",
            "{\"platform\":\""
                + code
                + "\",\"contact\":\"ada@"
                + name
                + ".example\",\"subject\":\"A\",\"text\":\"B\",\"impact\":\"HINDERED\"}")
        .expect(422);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "gmail.com       | condividono",
        "pec.it          | condividono",
        "it              | suffisso",
        "a b             | dominio",
        "аurora.example  | alfabeti"
      })
  void aDomainThatIsNotTheCustomersOwnIsRefusedAtItsField(String domain, String why) {
    Document page = admin.get("/platform?p=4001").html();

    Document refused =
        admin.submit(page, "form:has(#domain)", Map.of("domain", domain)).expect(422).html();

    assertTrue(refused.getElementById("domain-error").text().contains(why), refused.text());
    assertEquals(domain, refused.getElementById("domain").val());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<script>alert(1)</script>",
        "=HYPERLINK(\"http://x\")",
        "#{7*7}${7*7}",
        "O'Brien; --"
      })
  void aNameIsShownAsItIsWhateverItHolds(String hostile) {
    String code = platform();
    Map<String, String> typed = person("add", code, "eva");
    typed.put("name", hostile);
    admin.submit(admin.get("/platform?p=" + code + "&act=add").html(), FORM, typed).expect(302);

    Document page = admin.get("/platform?p=" + code).expect(200).html();

    assertEquals(hostile, page.select(".people th[scope=row]").text());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "   ", "Ada\u202Eada", "Ada\u200B", "Ada\u0007"})
  void aNameThatCannotBeSeenIsRefused(String hostile) {
    String code = platform();
    Map<String, String> typed = person("add", code, "eva");
    typed.put("name", hostile);

    Document refused =
        admin
            .submit(admin.get("/platform?p=" + code + "&act=add").html(), FORM, typed)
            .expect(422)
            .html();

    assertFalse(refused.getElementById("name-error").text().isEmpty());
  }

  @Test
  void theListIsForThoseWhoKeepItAlone() {
    desk.customer("titolare@libreria-minerva.example").get("/my/contacts").expect(200);
    desk.customer("newsletter@libreria-minerva.example").get("/my/contacts").expect(404);
    desk.customer("titolare@libreria-minerva.example").get("/my/contacts?p=1042").expect(404);
    desk.staff("admin").get("/my/contacts").expect(403);
    assertTrue(
        desk.customer("titolare@libreria-minerva.example")
            .get("/my")
            .html()
            .select("nav a[href=/my/contacts]")
            .hasText());
    assertTrue(
        desk.customer("newsletter@libreria-minerva.example")
            .get("/my")
            .html()
            .select("nav a[href=/my/contacts]")
            .isEmpty());
    Visitor keeper =
        desk.customer("titolare@libreria-minerva.example").with("Sec-Fetch-Site", "same-origin");
    long stranger =
        desk.sql()
            .number(
                "select contact from contacts.contact_address"
                    + " where address_key = 'titolare@pasticceria-aurora.example'");
    Map<String, String> theft = person("remove", "2077", "x");
    theft.put("contact", String.valueOf(stranger));
    assertEquals(404, keeper.post("/my/contacts", theft).status());
    theft.put("p", "1042");
    assertEquals(404, keeper.post("/my/contacts", theft).status());
  }

  @Test
  void aNewAddressIsConfirmedByItsOwnerWithOneButton() {
    Visitor keeper = desk.customer("titolare@officina-verdi.example").speaking("it");
    Map<String, String> typed = person("add", "3150", "nuova");
    keeper.submit(keeper.get("/my/contacts?p=3150&act=add").html(), FORM, typed).expect(302);
    String address = "nuova@" + name + ".example";
    assertTrue(keeper.get("/my/contacts").html().text().contains(address));
    assertEquals(0, known(address));
    String mail = Mails.text(desk.mails().await(address, any -> true));
    String link = mail.replaceAll("(?s).*?(/confirm\\?t=[A-Za-z0-9_-]{43}).*", "$1");

    Document asked = desk.anybody().get(link).expect(200).html();
    assertTrue(asked.text().contains("Officina Verdi"), asked.text());
    assertEquals(0, known(address), "looking confirms nothing");
    Answer done = desk.anybody().submit(asked, "main form", Map.of()).expect(302);
    desk.anybody().submit(asked, "main form", Map.of()).expect(410);

    assertEquals(1, known(address));
    assertTrue(done.header("Location").endsWith("/confirm?done=1"));
    desk.anybody().get("/confirm?done=1").expect(200);
    desk.anybody().get(link).expect(410);
    desk.anybody().get("/confirm").expect(410);
  }

  @Test
  void aRoleChangesAfterAFreshSignInAndWhatWasTypedComesBack() {
    String code = platform();
    String boss = "capo@" + name + ".example";
    Map<String, String> first = person("add", code, "capo");
    first.put("kind.ADMINISTRATIVE", "1");
    admin.submit(admin.get("/platform?p=" + code + "&act=add").html(), FORM, first).expect(302);
    long contact =
        desk.sql()
            .number("select contact from contacts.contact_address where address_key = ?", boss);
    Surfer keeper = Surfer.at(desk.anybody()).bring("language", "it");
    keeper.bring("sportello", stale(contact));
    Document form =
        keeper.get("/my/contacts?p=" + code + "&act=edit&contact=" + contact).expect(200).html();
    Map<String, String> typed =
        Map.of("name", "Ada \"Nuova\" <b>", "kind.CAMPAIGN_MANAGER", "1", "phones", "02 5550 1042");

    Document refused = keeper.submit(form, FORM, typed).expect(403).html();

    assertTrue(refused.select("#fresh").text().contains(boss), refused.text());
    assertEquals("Ada \"Nuova\" <b>", refused.getElementById("name").val());
    assertEquals("Ada " + name, named(contact));
    String mail = Mails.text(desk.mails().await(boss, any -> true));
    String secret = mail.replaceAll("(?s).*?/link\\?t=([A-Za-z0-9_-]{43}).*", "$1");
    String to =
        keeper.post("/link", Map.of("act", "enter", "t", secret)).expect(302).header("Location");
    assertTrue(to.endsWith("/my/contacts?held=1#form"), to);
    Document back = keeper.get("/my/contacts?held=1").expect(200).html();
    assertEquals(1, back.select("#fresh-back").size());
    assertEquals("Ada \"Nuova\" <b>", back.getElementById("name").val());
    assertEquals("02 5550 1042", back.getElementById("phones").val());
    assertTrue(back.selectFirst("[name=kind.CAMPAIGN_MANAGER]").hasAttr("checked"));
    keeper.submit(back, FORM, Map.of()).expect(302);
    assertEquals("Ada \"Nuova\" <b>", named(contact));
    assertEquals(0, keeper.get("/my/contacts?held=1").expect(200).html().select("#form").size());
  }

  @Test
  void whoIsTakenOffInAnOldSessionStaysUntilAFreshOne() {
    Surfer keeper = Surfer.at(desk.anybody());
    long boss =
        desk.sql()
            .number(
                "select contact from contacts.contact_address"
                    + " where address_key = 'titolare@officina-verdi.example'");
    long reader =
        desk.sql()
            .number(
                "select contact from contacts.contact_address"
                    + " where address_key = 'newsletter@officina-verdi.example'");
    keeper.bring("sportello", stale(boss));
    String page = "/my/contacts?p=3150&act=remove&contact=" + reader;

    Document refused = keeper.submit(keeper.get(page).html(), FORM, Map.of()).expect(403).html();

    assertEquals(1, refused.select("#fresh").size());
    assertEquals(1, refused.select("#form [value=" + reader + "]").size());
    assertEquals(1, known("newsletter@officina-verdi.example"));
    Document back = keeper.get("/my/contacts?held=1").expect(200).html();
    assertEquals(1, back.select("#form [value=remove]").size());
    desk.sql().run("delete from contacts.held_form");
  }

  private String named(long contact) {
    return desk.sql().text("select name from contacts.contact where id = ?", contact);
  }

  /** A session that was opened eleven minutes ago. */
  private String stale(long contact) {
    String secret = desk.session("contact", contact);
    desk.sql()
        .run(
            """
            update contacts.session set created_at = cast(? as timestamptz) - interval '11 minutes'
            where secret_hash = sha256(convert_to(?, 'UTF8'))
            """,
            desk.now().toString(),
            secret);
    return secret;
  }

  @Test
  void peopleGoOutAndComeInAsATableWholeOrNotAtAll() {
    String code = platform();
    String head = "Nome;Lingua;Ruoli;Indirizzi email;Telefoni\n";
    String good = "=1+1;IT;TECHNICAL;uno@" + name + ".example;02 5550 1042\n";
    Document form = admin.get("/platform?p=" + code + "&act=import").expect(200).html();

    Document refused =
        admin
            .submit(form, FORM, Map.of("table", head + good + "Due;IT;RE;due;1"))
            .expect(422)
            .html();
    assertTrue(refused.select(".notice-bad").text().contains("Riga 3"), refused.text());
    assertEquals(0, known("uno@" + name + ".example"));
    assertTrue(refused.getElementById("table").wholeText().contains("Due;IT;RE;due;1"));
    admin.submit(form, FORM, Map.of("table", head + good)).expect(302);
    admin.submit(form, FORM, Map.of("table", head + good)).expect(302);

    assertEquals(1, known("uno@" + name + ".example"));
    Answer file = admin.get("/platform.csv?p=" + code).expect(200);
    assertTrue(file.body().startsWith("\ufeffNome;"), file.body());
    assertTrue(file.body().contains("'=1+1;IT;TECHNICAL;uno@" + name), file.body());
    desk.customer("titolare@libreria-minerva.example").get("/platform.csv?p=" + code).expect(403);
    Visitor keeper = desk.customer("titolare@libreria-minerva.example");
    keeper.get("/my/contacts.csv?p=" + code).expect(404);
    assertTrue(keeper.get("/my/contacts.csv?p=2077").expect(200).body().contains("newsletter@"));
    desk.customer("newsletter@libreria-minerva.example").get("/my/contacts.csv?p=2077").expect(404);
  }

  @Test
  void aPersonIsHandedAllTheirDataAndForgottenWhenTheyAskForIt() {
    String code = platform();
    Map<String, String> typed = person("add", code, "via");
    admin.submit(admin.get("/platform?p=" + code + "&act=add").html(), FORM, typed).expect(302);
    String address = "via@" + name + ".example";
    long contact =
        desk.sql()
            .number("select contact from contacts.contact_address where address_key = ?", address);
    String page = "/person?c=" + contact;
    desk.staff("anna.conti").get(page).expect(403);
    desk.staff("anna.conti").get("/person.zip?c=" + contact).expect(403);
    Document seen = admin.get(page).expect(200).html();

    Answer archive = admin.get("/person.zip?c=" + contact).expect(200);
    assertEquals('P', archive.bytes()[0]);
    assertEquals('K', archive.bytes()[1]);
    admin.get("/person.zip?c=999999999").expect(404);
    admin.submit(seen, "form:has([value=erase])", Map.of()).expect(422);
    assertEquals(1, known(address));
    admin.submit(seen, "form:has([value=merge])", Map.of("into", "chi@x.example")).expect(422);
    admin.submit(seen, "form:has([value=merge])", Map.of("into", address)).expect(422);
    admin.submit(seen, "form:has([value=erase])", Map.of("sure", "1")).expect(302);

    assertEquals(0, known(address));
    admin.get(page).expect(404);
    admin.get("/person.zip?c=" + contact).expect(404);
  }

  private long known(String address) {
    return desk.sql()
        .number("select count(*) from contacts.contact_address where address_key = ?", address);
  }

  private String platform() {
    Document form = admin.get("/registry?act=new").expect(200).html();
    return admin
        .submit(form, FORM, Map.of("name", "Forno " + name))
        .expect(302)
        .header("Location")
        .replaceAll(".*p=", "");
  }

  private Map<String, String> person(String act, String code, String local) {
    return new HashMap<>(
        Map.of(
            "act",
            act,
            "p",
            code,
            "name",
            "Ada " + name,
            "language",
            "IT",
            "kind.TECHNICAL",
            "1",
            "addresses",
            local + "@" + name + ".example",
            "phones",
            "",
            "version",
            "0"));
  }

  private Visitor italian(String login) {
    return desk.anybody()
        .with(
            "Cookie",
            "sportello="
                + desk.session(
                    "staff",
                    desk.sql().number("select id from contacts.staff where login = ?", login))
                + "; language=it");
  }
}
