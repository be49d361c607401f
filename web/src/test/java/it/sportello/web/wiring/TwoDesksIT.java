package it.sportello.web.wiring;

import static org.junit.jupiter.api.Assertions.assertEquals;

import it.sportello.web.harness.Answer;
import it.sportello.web.harness.Authenticator;
import it.sportello.web.harness.Settings;
import it.sportello.web.harness.Sql;
import it.sportello.web.harness.Surfer;
import it.sportello.web.harness.TwoDesks;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** What is good once is good once, also when two desks on one database are shown it at once. */
class TwoDesksIT {
  private static final int ROUNDS = 5;

  private final TwoDesks desks = TwoDesks.running();
  private final Sql sql = desks.sql();

  @Test
  void aLinkPostedAtOnceAtTwoDesksOpensOneSession() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      String link = UUID.randomUUID().toString();
      String browser = UUID.randomUUID().toString();
      sql.run(
          """
          insert into contacts.sign_in_link (secret_hash, contact, created_at, browser_hash)
          select sha256(convert_to(?, 'UTF8')), min(contact), now(), sha256(convert_to(?, 'UTF8'))
          from contacts.contact_address
          """,
          link,
          browser);
      List<Surfer> surfers =
          List.of(
              desks.atFirst().bring("sportello-browser", browser),
              desks.atSecond().bring("sportello-browser", browser));

      atOnce(surfers, surfer -> surfer.post("/link", Map.of("act", "enter", "t", link)));

      assertEquals(1, signedIn(surfers), "round " + round);
    }
  }

  @Test
  void aCodeShownAtOnceAtTwoDesksIsTakenOnce() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      sql.run("delete from contacts.throttle");
      sql.run("update contacts.second_factor set last_step = 0");
      List<Surfer> surfers = List.of(attempt(desks.atFirst()), attempt(desks.atSecond()));
      String code = Authenticator.code(Settings.AUTHENTICATOR, Instant.now());

      atOnce(surfers, surfer -> surfer.post("/second-step", Map.of("act", "code", "code", code)));

      assertEquals(1, signedIn(surfers), "round " + round);
    }
  }

  @Test
  void whoSignsOutAtOneDeskIsOutAtTheOther() {
    sql.run("update contacts.second_factor set last_step = 0");
    Surfer here = attempt(desks.atFirst());
    String code = Authenticator.code(Settings.AUTHENTICATOR, Instant.now());
    here.post("/second-step", Map.of("act", "code", "code", code)).expect(302);
    Surfer there = desks.atSecond().bring("sportello", here.cookie("sportello"));
    there.get("/queue").expect(200);

    here.post("/sign-out", Map.of()).expect(302);

    there.get("/queue").expect(302);
  }

  @Test
  void ofTwoAdministratorsWhoSwitchEachOtherOffOneRemains() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      sql.run(
          """
          insert into contacts.staff (login, name, language, roles, password_hash)
          values ('other' || ?, 'Altra Amministratrice', 'IT', 'ADMINISTRATOR', '')
          """,
          round);
      sql.run(
          """
          update contacts.staff set disabled_at = case when login in ('admin', 'other' || ?)
            then null else coalesce(disabled_at, now()) end
          where roles like '%ADMINISTRATOR%'
          """,
          round);
      Map<Surfer, Long> whom =
          Map.of(
              seat(desks.atFirst(), "admin"), id("other" + round),
              seat(desks.atSecond(), "other" + round), id("admin"));

      atOnce(
          List.copyOf(whom.keySet()),
          surfer ->
              surfer.post("/people", Map.of("act", "disable", "id", whom.get(surfer).toString())));

      assertEquals(
          1,
          sql.number(
              "select count(*) from contacts.staff"
                  + " where roles like '%ADMINISTRATOR%' and disabled_at is null"),
          "round " + round);
    }
    sql.run("update contacts.staff set disabled_at = null where login not like 'other%'");
  }

  private long id(String login) {
    return sql.number("select id from contacts.staff where login = ?", login);
  }

  private Surfer seat(Surfer surfer, String login) {
    String secret = UUID.randomUUID().toString();
    sql.run(
        """
        insert into contacts.session (secret_hash, staff, created_at, seen_at)
        select sha256(convert_to(?, 'UTF8')), id, now(), now()
        from contacts.staff where login = ?
        """,
        secret,
        login);
    return surfer.bring("sportello", secret);
  }

  private static Surfer attempt(Surfer surfer) {
    Map<String, String> form =
        Map.of("act", "enter", "login", "admin", "password", Settings.PASSWORD, "next", "/");
    surfer.post("/sign-in", form).expect(302);
    return surfer;
  }

  private static long signedIn(List<Surfer> surfers) {
    return surfers.stream().filter(surfer -> !surfer.cookie("sportello").isEmpty()).count();
  }

  /** What somebody does. */
  private interface Act {
    Answer by(Surfer surfer);
  }

  private static void atOnce(List<Surfer> surfers, Act act) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(surfers.size());
    try {
      List<Callable<Answer>> calls =
          surfers.stream().<Callable<Answer>>map(surfer -> () -> act.by(surfer)).toList();
      for (var done : threads.invokeAll(calls)) {
        done.get();
      }
    } finally {
      threads.shutdown();
    }
  }
}
