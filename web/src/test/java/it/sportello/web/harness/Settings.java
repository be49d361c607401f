package it.sportello.web.harness;

import it.sportello.launcher.TryOutPostgres;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The settings of a desk under test, by their MicroProfile names. */
public final class Settings {
  /** The same for every login: these desks live for minutes, on loopback. */
  public static final String PASSWORD = "prova-prova-prova";

  /** What the authenticator of every login holds, in Base32. */
  public static final String AUTHENTICATOR = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

  public static final String TOKEN = "spt_" + "integration-under-test".repeat(2);
  public static final String DESK_ADDRESS = "support@desk.example";
  public static final String MAILBOX_PASSWORD = "mailbox";

  private final Map<String, String> values = new TreeMap<>();

  public static Settings of(TryOutPostgres database, int port, Path files) {
    Settings settings = new Settings();
    settings
        .with("url", "http://localhost:" + port)
        .with("key", Base64.getEncoder().encodeToString(new byte[32]))
        .with("files", files.toAbsolutePath().toString())
        .with("db.url", database.url())
        .with("db.user", database.applicationUser())
        .with("db.password", database.applicationPassword())
        .with("db.owner.user", database.ownerUser())
        .with("db.owner.password", database.ownerPassword())
        .with("mail.address", DESK_ADDRESS)
        .with("mail.trusted.servers", "mx.desk.example")
        .with("tryout", "true")
        .with("tryout.token", TOKEN)
        .with(
            "tryout.passwords",
            "{'anna.conti':'P','marco.riva':'P','giulia.serra':'P','admin':'P'}"
                .replace('\'', '"')
                .replace("P", PASSWORD))
        .with(
            "tryout.codes",
            "{'anna.conti':'A','marco.riva':'A','giulia.serra':'A','admin':'A'}"
                .replace('\'', '"')
                .replace("A\"", AUTHENTICATOR + "\""))
        // Tests say from where their visitors come.
        .with("proxies", "127.0.0.1")
        .with("clock.settable", "true")
        .with("twilio.token", "twilio-under-test")
        .with("phone.agents", "+390212345678");
    return settings;
  }

  public Settings with(String name, String value) {
    values.put("sportello." + name, value);
    return this;
  }

  public Settings withSmtp(int port) {
    return with("smtp.host", "127.0.0.1")
        .with("smtp.port", String.valueOf(port))
        .with("smtp.tls", "none")
        .with("smtp.from", DESK_ADDRESS);
  }

  public Settings withImap(int port) {
    return with("imap.host", "127.0.0.1")
        .with("imap.port", String.valueOf(port))
        .with("imap.user", DESK_ADDRESS)
        .with("imap.password", MAILBOX_PASSWORD)
        .with("imap.tls", "none")
        .with("imap.folder", "INBOX");
  }

  /** As a launcher hands them to its server. */
  public Map<String, String> environment() {
    Map<String, String> environment = new HashMap<>();
    values.forEach(
        (name, value) -> environment.put(name.toUpperCase(Locale.ROOT).replace('.', '_'), value));
    return environment;
  }

  /** As options of a JVM, in the connector's writing: one blank apart, blanks inside escaped. */
  String options() {
    StringBuilder options = new StringBuilder();
    values.forEach(
        (name, value) ->
            options.append(" -D").append(name).append('=').append(value.replace(" ", "\\ ")));
    return options.substring(1);
  }
}
