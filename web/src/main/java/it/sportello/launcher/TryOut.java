package it.sportello.launcher;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * Everything on this machine, nothing beyond it: PostgreSQL, mail server, demo product and the
 * desk.
 */
final class TryOut {

  private final Settings settings;
  private final Running running;

  TryOut(Settings settings, Running running) {
    this.settings = settings;
    this.running = running;
  }

  /** Returns when the desk answers; the text is for the console. */
  String start() throws IOException {
    Path data = settings.data();
    System.out.println("Sportello is starting …");
    Ports.requireFree("127.0.0.1", ports());
    Keys keys = Keys.in(data.resolve("keys"));
    PrivateFiles.folder(data.resolve("files"));
    DemoKey demoKey = DemoKey.of(keys);
    keys.save();
    TryOutPostgres database =
        TryOutPostgres.start(
            data.resolve("postgresql"),
            settings.databasePort(),
            data.resolve("log/postgresql.log"));
    running.add(database::close);
    running.watch(
        database.onExit(),
        "PostgreSQL ended by itself; its log: " + data.resolve("log/postgresql.log"));
    DeskServer desk =
        DeskServer.start(
            data.resolve("server"),
            settings.address(),
            settings.deskPort(),
            environment(keys, demoKey, database),
            data.resolve("log/server.log"));
    running.add(desk::close);
    running.watch(desk.onExit(), "The desk ended by itself; its log: " + desk.log());
    openSites(keys, demoKey);
    Path signIn = data.resolve("sign-in.txt");
    SignIn.write(signIn, settings, keys, database);
    desk.awaitReady();
    return SignIn.lastWords(settings, keys, signIn);
  }

  private Map<String, Integer> ports() {
    return Map.of(
        "SPORTELLO_PORT", settings.deskPort(),
        "SPORTELLO_TRYOUT_DEMO_PORT", settings.demoPort(),
        "SPORTELLO_TRYOUT_MAILS_PORT", settings.mailsPort(),
        "SPORTELLO_TRYOUT_SMTP_PORT", settings.smtpPort(),
        "SPORTELLO_TRYOUT_IMAP_PORT", settings.imapPort(),
        "SPORTELLO_TRYOUT_DB_PORT", settings.databasePort());
  }

  /** While the desk boots on one processor, the small sites open on another. */
  private void openSites(Keys keys, DemoKey demoKey) throws IOException {
    TryOutMail mail = TryOutMail.start(settings.smtpPort(), settings.imapPort());
    running.add(mail::close);
    Web mails = Web.open(settings.mailsPort(), new MailPages(mail, new CodesPage(keys))::answer);
    running.add(mails::close);
    Web demo = Web.open(settings.demoPort(), new DemoProduct(settings.url(), demoKey)::answer);
    running.add(demo::close);
  }

  /** The settings of the desk, by the names its configuration has in the environment. */
  private Map<String, String> environment(Keys keys, DemoKey demoKey, TryOutPostgres database) {
    Map<String, String> all = new HashMap<>();
    all.put("SPORTELLO_TRYOUT", "true");
    all.put("SPORTELLO_CLOCK_SETTABLE", "true");
    all.put("SPORTELLO_URL", settings.url());
    all.put("SPORTELLO_KEY", keys.get("key"));
    all.put("SPORTELLO_FILES", settings.data().resolve("files").toString());
    all.put("SPORTELLO_DB_URL", database.url());
    all.put("SPORTELLO_DB_USER", database.applicationUser());
    all.put("SPORTELLO_DB_PASSWORD", database.applicationPassword());
    all.put("SPORTELLO_DB_OWNER_USER", database.ownerUser());
    all.put("SPORTELLO_DB_OWNER_PASSWORD", database.ownerPassword());
    all.put("SPORTELLO_PHONE_NUMBER", "+39 02 5550 1000");
    all.put("SPORTELLO_SMTP_HOST", "127.0.0.1");
    all.put("SPORTELLO_SMTP_PORT", String.valueOf(settings.smtpPort()));
    all.put("SPORTELLO_SMTP_TLS", "none");
    all.put("SPORTELLO_SMTP_FROM", TryOutMail.DESK);
    all.put("SPORTELLO_IMAP_HOST", "127.0.0.1");
    all.put("SPORTELLO_IMAP_PORT", String.valueOf(settings.imapPort()));
    all.put("SPORTELLO_IMAP_USER", TryOutMail.DESK);
    all.put("SPORTELLO_IMAP_PASSWORD", TryOutMail.DESK);
    all.put("SPORTELLO_IMAP_TLS", "none");
    all.put("SPORTELLO_IMAP_FOLDER", "INBOX");
    all.put("SPORTELLO_MAIL_ADDRESS", TryOutMail.DESK);
    all.put("SPORTELLO_TWILIO_TOKEN", keys.get("twilio"));
    all.put("SPORTELLO_PHONE_AGENTS", "+390255500100");
    all.put("SPORTELLO_TRYOUT_PASSWORDS", keys.passwordsAsJson());
    all.put("SPORTELLO_TRYOUT_CODES", keys.authenticatorsAsJson());
    all.put("SPORTELLO_TRYOUT_TOKEN", keys.get("token"));
    all.put("SPORTELLO_TRYOUT_DEMO_JWK", demoKey.publicJwk());
    all.put("SPORTELLO_TRYOUT_DEMO_ORIGIN", settings.demoUrl());
    return all;
  }
}
