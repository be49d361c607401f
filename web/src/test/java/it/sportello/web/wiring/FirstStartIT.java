package it.sportello.web.wiring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import it.sportello.launcher.DeskServer;
import it.sportello.launcher.TryOutPostgres;
import it.sportello.web.browser.FirstLook;
import it.sportello.web.harness.Authenticator;
import it.sportello.web.harness.Ports;
import it.sportello.web.harness.Settings;
import it.sportello.web.harness.Sql;
import it.sportello.web.harness.Surfer;
import it.sportello.web.harness.Visitor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** A desk for real use that starts for the first time. */
class FirstStartIT {
  private static final Path TARGET = Path.of("target", "first").toAbsolutePath();
  private static final String TOKEN = "token-that-the-console-has-shown";
  private static final String CANARY = "canarino-segreto-7391";

  @Test
  void theFirstAdministratorComesInWithTheTokenOfTheStartOnceAndNobodyHasAPassword()
      throws Exception {
    Files.deleteIfExists(TARGET.resolve("server.log"));
    try (TryOutPostgres database = TryOutPostgres.ephemeral(TARGET.resolveSibling("postgresql"))) {
      int port = Ports.free();
      Map<String, String> environment =
          Settings.of(database, port, TARGET.resolve("files"))
              .with("tryout", "false")
              .with("clock.settable", "false")
              .with("first.token", TOKEN)
              .environment();
      try (DeskServer desk =
          DeskServer.start(
              TARGET.resolve("server"),
              "127.0.0.1",
              port,
              environment,
              TARGET.resolve("server.log"))) {
        desk.awaitReady();
        FirstLook.at(desk.url());
        comesIn(desk.url(), new Sql(database));
        told(desk.url());
        ProcessHandle.of(desk.pid()).orElseThrow().destroyForcibly();
      }
      String log = Files.readString(TARGET.resolve("server.log"));
      assertFalse(log.contains(TOKEN));
      assertFalse(log.isBlank());
      assertFalse(
          log.contains(CANARY), () -> log.replaceAll("(?s).*(.{200}" + CANARY + ".{200}).*", "$1"));
      assertFalse(log.contains("gatto lampada"));
    }
  }

  private void comesIn(String url, Sql sql) throws Exception {
    assertEquals(0, sql.number("select count(*) from contacts.staff"));
    Surfer first = Surfer.at(Visitor.at(url));
    first.get("/first").expect(200);
    Map<String, String> form = new HashMap<>();
    form.putAll(Map.of("act", "first", "token", "wrong", "name", "Prima", "login", "prima"));
    form.putAll(Map.of("email", "", "new", "gatto lampada nuvola viola"));
    first.post("/first", form).expect(422);
    form.put("token", TOKEN);
    form.put("new", "primaprima12");
    first.post("/first", form).expect(422);
    form.put("new", "Password2024!!");
    first.post("/first", form).expect(422);
    form.put("new", "gatto lampada nuvola viola");
    form.put("login", "no blanks");
    first.post("/first", form).expect(422);
    assertEquals(0, sql.number("select count(*) from contacts.staff"));

    Surfer second = Surfer.at(Visitor.at(url));
    Map<String, String> others = new HashMap<>(form);
    form.put("login", "prima");
    others.put("login", "seconda");
    atOnce(List.of(() -> first.post("/first", form), () -> second.post("/first", others)));

    assertEquals(1, sql.number("select count(*) from contacts.staff"));
    Surfer in = first.cookie("sportello-step").isEmpty() ? second : first;
    String secret = in.get("/second-step").expect(200).html().select("main .secret").text();
    String code = Authenticator.code(secret, Instant.now());
    in.post("/second-step", Map.of("act", "code", "code", code)).expect(200);
    in.get("/people").expect(200);
    in.get("/queue").expect(200);
    Surfer.at(Visitor.at(url)).get("/first").expect(404);
    form.put("login", "terza");
    assertTrue(Surfer.at(Visitor.at(url)).post("/first", form).status() >= 400);
    assertEquals(1, sql.number("select count(*) from contacts.staff"));
    assertEquals(0, sql.number("select count(*) from contacts.invitation"));
  }

  /** Whatever is brought as a secret, right or wrong, well or badly formed, is in no log. */
  private static void told(String url) {
    Surfer surfer = Surfer.at(Visitor.at(url));
    surfer.post("/sign-in", Map.of("act", "enter", "login", "prima", "password", CANARY));
    surfer.post(
        "/sign-in", Map.of("act", "enter", "login", CANARY + "\r\n\u001b[31m", "password", "x"));
    surfer.post("/sign-in", Map.of("act", "link", "address", CANARY + "@x.example"));
    surfer.post("/second-step", Map.of("act", "code", "code", CANARY));
    surfer.post("/first", Map.of("act", "first", "token", CANARY, "new", CANARY, "login", "x"));
    for (String path : List.of("/link?t=", "/invited?t=", "/confirm?t=", "/my/ticket?n=")) {
      surfer.get(path + CANARY);
    }
    surfer.post("/invited", Map.of("act", "choose", "t", CANARY, "new", CANARY));
    Visitor stranger = Visitor.at(url);
    stranger.with("Authorization", "Bearer spt_" + CANARY).get("/api/v1/queue");
    stranger.with("Authorization", "Basic " + CANARY).get("/api/v1/queue");
    stranger.with("Cookie", "sportello=" + CANARY).get("/queue");
    stranger.with("X-Twilio-Signature", CANARY).post("/phone/twilio/voice", Map.of("From", CANARY));
    stranger.post("/widget/v1/session", "{\"token\":\"" + CANARY + "\"}");
    stranger.post("/widget/v1/session", "{\"token\":" + CANARY);
    stranger.with("Authorization", "Bearer " + CANARY).get("/widget/v1/promise");
    stranger.post("/api/v1/tickets", "{\"text\":" + CANARY);
  }

  private static void atOnce(List<Callable<Object>> calls) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(calls.size());
    try {
      for (var done : threads.invokeAll(calls)) {
        done.get();
      }
    } finally {
      threads.shutdown();
    }
  }
}
