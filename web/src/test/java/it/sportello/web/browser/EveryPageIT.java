package it.sportello.web.browser;

import com.microsoft.playwright.options.ColorScheme;
import it.sportello.web.harness.Desk;
import java.util.List;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** axe-core, the policy of the page and the width of the window, for every page there is. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class EveryPageIT {
  private final Desk desk = Desk.running();

  @Test
  void everyPageIsFitForEverybodyInItalian() {
    everyPage(new Look(360, ColorScheme.LIGHT, "it-IT"));
  }

  @Test
  void everyPageIsFitForEverybodyInEnglish() {
    everyPage(new Look(360, ColorScheme.DARK, "en-GB"));
  }

  private void everyPage(Look look) {
    long number =
        desk.ticket("1042", "Una parola lunghissima: precipitevolissimevolmente", "Due righe.");
    long mail = mail();
    sender();
    try (Window nobody = Window.open(desk, look);
        Window admin = Window.open(desk, look).asStaff("admin");
        Window customer =
            Window.open(desk, look).asCustomer("titolare@pasticceria-aurora.example")) {
      visitAll(
          nobody,
          List.of(
              "/sign-in",
              "/signed-out",
              "/link?t=unknown",
              "/invited?t=unknown",
              "/confirm?done=1",
              "/confirm?done=member",
              "/confirm?t=unknown",
              "/confirm?t=" + claim()));
      visitAll(nobody.asAttempt(newcomer()), List.of("/second-step"));
      visitAll(nobody.asAttempt("admin"), List.of("/second-step"));
      visitAll(
          admin,
          List.of(
              "/queue",
              "/queue?view=RESOLVED",
              "/ticket?n=" + number,
              "/search?q=parola",
              "/quarantine",
              "/registry?q=a",
              "/registry?act=new",
              "/platform?p=1042",
              "/platform?p=1042&act=add",
              "/platform?p=1042&act=change",
              "/platform?p=1042&act=rotate",
              "/platform?p=1042&act=import",
              "/person?c=1",
              "/outgoing",
              "/settings",
              "/quarantine?reason=UNKNOWN_SENDER&open=" + mail,
              "/quarantine?discarded=1",
              "/mail?id=" + mail,
              "/mailboxes",
              "/templates",
              "/templates?kind=RECEIVED&language=IT",
              "/mailboxes?add=1",
              "/senders",
              "/senders?add=1",
              "/late",
              "/attainment",
              "/calendars",
              "/calendars?c=office&y=2027&edit=1",
              "/levels",
              "/levels?edit=priority",
              "/apply?v=1",
              "/contracts",
              "/contracts?p=1042",
              "/contracts?p=1042&act=add",
              "/phone-line",
              "/promises",
              "/people",
              "/audit",
              "/keys",
              "/account"));
      visitAll(
          customer,
          List.of(
              "/my",
              "/my/ticket?n=" + number,
              "/my/contacts",
              "/my/contacts?act=add",
              "/contact-us",
              "/account"));
      afresh(customer);
    }
  }

  /** What is typed in an old session: another sign-in is asked for, then it comes back. */
  private void afresh(Window customer) {
    desk.sql()
        .run(
            """
            update contacts.session set created_at = now() - interval '11 minutes'
            where contact = (select contact from contacts.contact_address
              where address_key = 'titolare@pasticceria-aurora.example')
            """);
    customer.visit("/my/contacts?act=add");
    customer.page().locator("#name").fill("Una persona nuova");
    customer.page().locator("#addresses").fill("nuova@pasticceria-aurora.example");
    customer.page().locator("input[name='kind.TECHNICAL']").check();
    customer.page().locator("#form button[type=submit]").click();
    customer.page().locator("#fresh").waitFor();
    look(customer, "my-contacts-fresh");
    visitAll(customer, List.of("/my/contacts?held=1"));
    desk.sql().run("delete from contacts.held_form");
  }

  /** The secret of a link that asks the owner of an address. */
  private String claim() {
    String secret = java.util.UUID.randomUUID().toString();
    desk.sql()
        .run(
            """
            insert into contacts.claim (platform, address_key, address, name, language, kinds, phones,
              asked_at, secret_hash, secret_at)
            select id, ?, 'carla.dal.nome.piuttosto.lungo@altrove.example', 'Carla', 'IT', 'TECHNICAL',
              '', now(), sha256(convert_to(?, 'UTF8')), now()
            from contacts.platform where code = '4001'
            """,
            secret + "@altrove.example",
            secret);
    return secret;
  }

  /** Somebody who has a password and no authenticator yet. */
  private String newcomer() {
    String login = "nuovo" + System.nanoTime();
    desk.sql()
        .run(
            """
            insert into contacts.staff (login, name, language, roles, password_hash)
            values (?, 'Nuova Arrivata', 'IT', 'AGENT', 'x')
            """,
            login);
    return login;
  }

  /** One that waits in the quarantine, with a very long line. */
  private long mail() {
    return desk.mail(
        "From: chi@altrove.example\nSubject: Una richiesta\nX-Lungo: "
            + "x".repeat(400)
            + "\nMessage-ID: <"
            + java.util.UUID.randomUUID()
            + "@altrove.example>\n\nBuongiorno, "
            + "y".repeat(300)
            + "\n");
  }

  /** Of a product that no platform belongs to. */
  private void sender() {
    desk.sql()
        .run(
            """
            insert into notifications.sender
              (product, name, address, address_key, host, port, encryption, login, sign_in,
               trouble, failing_since)
            values ('every-page', 'Una marca dal nome piuttosto lungo', 'assistenza@marca.example',
              'assistenza@marca.example', 'relay.dal.nome.piuttosto.lungo.marca.example', 587,
              'STARTTLS', 'assistenza@marca.example', 'CLIENT_CREDENTIALS', 'CERTIFICATE', now())
            on conflict do nothing
            """);
  }

  private static void visitAll(Window window, List<String> paths) {
    for (String path : paths) {
      window.visit(path);
      look(window, path.replaceAll("\\d+|\\W+", "-").replaceAll("^-+|-+$", ""));
    }
  }

  /** The same page narrow and wide, in the light and in the dark. */
  private static void look(Window window, String name) {
    Look narrow = window.look();
    fit(window.shoot(name));
    fit(window.as(narrow.opposite()).shoot(name));
    window.as(narrow);
  }

  /** axe-core does not read the words: it looks at the pages in Italian. */
  private static void fit(Window window) {
    if (window.look().language().equals("it-IT")) {
      window.isFitForEverybody().coversNothing();
    } else {
      window.isAsWideAsTheWindow();
    }
  }
}
