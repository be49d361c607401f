package it.sportello.web.security;

import it.sportello.web.harness.Answer;
import it.sportello.web.harness.Authenticator;
import it.sportello.web.harness.Desk;
import it.sportello.web.harness.Surfer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jsoup.nodes.Document;

/** Somebody new at the desk, come in by every step that there is. */
final class Newcomer {
  static final String PASSWORD = "gatto lampada nuvola viola";

  final String login = "n" + UUID.randomUUID().toString().substring(0, 12);
  final Desk desk;
  final Surfer surfer;
  String authenticator = "";
  List<String> recovery = List.of();

  private Newcomer(Desk desk) {
    this.desk = desk;
    this.surfer = Surfer.at(desk.anybody());
  }

  /** Invited, with a password and an authenticator, signed in. */
  static Newcomer in(Desk desk, String... roles) {
    Newcomer newcomer = new Newcomer(desk);
    newcomer.choose(newcomer.invite(roles)).expect(302);
    newcomer.enrol();
    return newcomer;
  }

  /** The address of the link. */
  private String invite(String... roles) {
    return invite(desk, login, roles).expect(200).html().select("#link").text();
  }

  static Answer invite(Desk desk, String login, String... roles) {
    Map<String, String> form = new HashMap<>();
    form.putAll(Map.of("act", "invite", "login", login, "name", "Nina Nuova", "email", ""));
    for (String role : roles) {
      form.put("role." + role, "1");
    }
    return desk.staff("admin").with("Sec-Fetch-Site", "same-origin").post("/people", form);
  }

  private Answer choose(String link) {
    Document page = surfer.get(link).expect(200).html();
    return surfer.submit(page, "main form", Map.of("new", PASSWORD));
  }

  private void enrol() {
    Document page = surfer.get("/second-step").expect(200).html();
    authenticator = page.select(".secret").text();
    Document done =
        surfer
            .submit(
                page, "main form", Map.of("code", Authenticator.code(authenticator, desk.now())))
            .expect(200)
            .html();
    recovery = done.select(".secrets code").eachText();
  }

  /** A code that the desk has not seen yet: what was spent is forgotten. */
  String code() {
    desk.sql().run("update contacts.second_factor set last_step = 0 where staff = ?", id());
    return Authenticator.code(authenticator, desk.now());
  }

  long id() {
    return desk.sql().number("select id from contacts.staff where login = ?", login);
  }

  /** Anybody tries it with this password. */
  static Answer password(Surfer surfer, String login, String password) {
    return surfer.post(
        "/sign-in", Map.of("act", "enter", "login", login, "password", password, "next", "/"));
  }

  static Answer code(Surfer surfer, String code) {
    return surfer.post("/second-step", Map.of("act", "code", "code", code, "next", "/"));
  }

  /** Another browser of the same person, signed in. */
  Surfer signIn() {
    Surfer other = Surfer.at(desk.anybody());
    password(other, login, PASSWORD).expect(302);
    code(other, code()).expect(302);
    return other;
  }
}
