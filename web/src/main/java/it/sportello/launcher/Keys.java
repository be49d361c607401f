package it.sportello.launcher;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The secrets of one try-out, made at its first start and kept beside its data. */
final class Keys {

  /** The logins that the desk knows at its first start, with the words that say who they are. */
  static final List<String> LOGINS = List.of("anna.conti", "marco.riva", "giulia.serra", "admin");

  private final Path file;
  private final Properties values;

  private Keys(Path file, Properties values) {
    this.file = file;
    this.values = values;
  }

  static Keys in(Path file) throws IOException {
    Keys keys = new Keys(file, PrivateFiles.read(file));
    keys.need("key", Secrets::key);
    keys.need("token", () -> "spt_" + Secrets.token());
    keys.need("twilio", Secrets::token);
    LOGINS.forEach(login -> keys.need("password." + login, Secrets::password));
    LOGINS.forEach(login -> keys.need("authenticator." + login, Secrets::authenticator));
    keys.save();
    return keys;
  }

  String get(String name) {
    return values.getProperty(name);
  }

  /** Keeps what {@code made} gives, unless there is a value already. */
  String need(String name, Supplier<String> made) {
    return values.computeIfAbsent(name, absent -> made.get()).toString();
  }

  void save() throws IOException {
    PrivateFiles.write(file, values);
  }

  String password(String login) {
    return get("password." + login);
  }

  /** What the authenticator app of this login would hold. */
  String authenticator(String login) {
    return get("authenticator." + login);
  }

  /** By login, as one JSON object. */
  String passwordsAsJson() {
    return json("password.");
  }

  String authenticatorsAsJson() {
    return json("authenticator.");
  }

  /** Neither logins nor values have a character that JSON would escape. */
  private String json(String kind) {
    return LOGINS.stream()
        .map(login -> '"' + login + "\":\"" + get(kind + login) + '"')
        .collect(Collectors.joining(",", "{", "}"));
  }
}
