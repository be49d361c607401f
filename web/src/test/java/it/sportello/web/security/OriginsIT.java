package it.sportello.web.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import it.sportello.web.harness.Answer;
import it.sportello.web.harness.Desk;
import it.sportello.web.harness.Mails;
import it.sportello.web.harness.Visitor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a caller says of where they come from and go to is believed of nobody. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class OriginsIT {
  private static final List<String> FORMS =
      List.of(
          "https://evil.example",
          "http://evil.example",
          "HTTPS://evil.example",
          "https:evil.example",
          "https:/evil.example",
          "https:///evil.example",
          "//evil.example",
          "///evil.example",
          "////evil.example/%2f..",
          "/\\evil.example",
          "\\/evil.example",
          "\\\\evil.example",
          "/\t/evil.example",
          "/\n/evil.example",
          "/\r\n//evil.example",
          "\t//evil.example",
          " //evil.example",
          " https://evil.example",
          "\u00a0//evil.example",
          "\u0000//evil.example",
          "/\u0000/evil.example",
          "//evil.example\\@localhost",
          "//localhost@evil.example",
          "https://localhost@evil.example",
          "https://localhost.evil.example",
          "https://evil.example/localhost",
          "https://evil.example#localhost",
          "https://evil.example?localhost",
          "//0x7f.1@evil.example",
          "javascript:alert(1)",
          "JaVaScRiPt:alert(1)",
          "java\nscript:alert(1)",
          "data:text/html,x",
          "vbscript:x",
          "file:///etc/passwd",
          "ftp://evil.example",
          "evil.example",
          "@evil.example",
          "./evil",
          "../evil",
          "/queue\r\nSet-Cookie: a=b",
          "/queue\r\n\r\n<script>",
          "/\\/evil.example",
          "//[::1]@evil.example");

  private final Desk desk = Desk.running();

  @Test
  void noFormOfAnAddressLeadsAwayFromTheDesk() {
    Visitor browser = desk.anybody().with("Sec-Fetch-Site", "same-origin");
    List<String> wrong = new ArrayList<>();
    for (String form : FORMS) {
      Answer left = browser.post("/preferences", Map.of("language", "it", "back", form));
      String to = left.header("Location");
      if (left.status() != 302
          || !isOurs(to)
          || !left.header("Set-Cookie").startsWith("language")) {
        wrong.add(form + " leads to " + to);
      }
      String page =
          browser
              .post("/sign-in", Map.of("act", "enter", "login", "", "password", "", "next", form))
              .expect(422)
              .html()
              .select("input[name=next]")
              .val();
      if (!isOurs(page)) {
        wrong.add(form + " goes on as " + page);
      }
    }

    assertEquals(List.of(), wrong);
  }

  /** As a browser reads it: what looks like a slash to it counts as one. */
  private boolean isOurs(String location) {
    String read = location.replaceAll("[\\t\\r\\n]", "").replace('\\', '/');
    URI there = URI.create(desk.url() + "/").resolve(read);
    return (there.getScheme() + "://" + there.getAuthority()).equals(desk.url());
  }

  @Test
  void theHostThatACallerNamesIsInNoAnswer() throws IOException {
    for (String host :
        List.of("evil.example", "evil.example:80", "localhost@evil.example", "evil.example\t")) {
      for (String path : List.of("/", "/queue", "/my", "/ticket/1", "/nowhere", "/api/v1/queue")) {
        String answer =
            raw(
                "GET " + path + " HTTP/1.1",
                "Host: " + host,
                "X-Forwarded-Host: evil.example",
                "X-Forwarded-Proto: https",
                "X-Forwarded-Server: evil.example",
                "X-Host: evil.example",
                "X-Original-URL: /evil.example",
                "Forwarded: host=evil.example;proto=https");

        assertFalse(answer.contains("evil.example"), () -> path + ": " + answer);
      }
    }
  }

  @Test
  void theLinkInAMailStartsWithTheDesksOwnAddressWhateverHostAsked() throws IOException {
    String reader = "newsletter@officina-verdi.example";
    desk.sql().run("delete from contacts.throttle");
    String body = "act=link&address=" + reader;
    raw(
        "POST /sign-in HTTP/1.1",
        "Host: evil.example",
        "X-Forwarded-Host: evil.example",
        "Sec-Fetch-Site: same-origin",
        "Content-Type: application/x-www-form-urlencoded",
        "Content-Length: " + body.length(),
        "",
        body);

    String mail = Mails.text(desk.mails().await(reader, any -> Mails.text(any).contains("/link?")));

    assertTrue(mail.contains(desk.url() + "/link?t="), mail);
    assertFalse(mail.contains("evil.example"), mail);
  }

  @Test
  void whoeverClaimsToHaveBeenLetInByAProxyIsNobody() throws IOException {
    for (String header :
        List.of(
            "X-Remote-User",
            "Remote-User",
            "REMOTE_USER",
            "X-Forwarded-User",
            "X-Forwarded-Preferred-Username",
            "X-Auth-Request-User",
            "X-WebAuth-User",
            "X-Authenticated-User",
            "X-SSL-Client-S-DN",
            "Proxy-auth-cert",
            "Proxy-keysize",
            "SSL_CLIENT_S_DN")) {
      assertEquals(
          302, desk.anybody().with(header, "admin").get("/people").status(), header + " let in");
      assertEquals(401, desk.anybody().with(header, "admin").get("/api/v1/queue").status(), header);
    }
  }

  @Test
  void aForwardedAddressIsBelievedOfTheListedProxiesAlone() throws IOException {
    String forged = "198.51.100." + (System.nanoTime() % 250);
    String unlisted = "127.0.0.2";
    String answer =
        from(
            unlisted,
            "GET /sign-in HTTP/1.1",
            "Host: localhost",
            "X-Forwarded-For: " + forged,
            "X-Real-IP: " + forged,
            "Forwarded: for=" + forged,
            "True-Client-IP: " + forged,
            "CF-Connecting-IP: " + forged);

    assertTrue(answer.startsWith("HTTP/1.1 200"), answer);
    assertEquals(0, called(forged));
    assertEquals(1, called(unlisted));
    raw("GET /sign-in HTTP/1.1", "Host: localhost", "X-Forwarded-For: " + forged);
    assertEquals(1, called(forged), "the test's own proxy is listed, and believed");
  }

  private long called(String address) {
    return desk.sql()
        .number("select count(*) from contacts.allowance where name = ?", "network:" + address);
  }

  @Test
  void whatAnotherSiteSendsDoesNothingWhateverItIsSentAs() {
    Visitor admin = desk.staff("admin");
    String name = "x" + UUID.randomUUID();
    Map<String, String> form = Map.of("act", "new", "name", name, "zone", "Europe/Rome");
    for (String site : List.of("cross-site", "same-site")) {
      admin.with("Sec-Fetch-Site", site).post("/registry", form).expect(403);
    }
    for (String origin :
        List.of("null", "https://evil.example", desk.url() + ".evil.example", desk.productUrl())) {
      admin.with("Origin", origin).post("/registry", form).expect(403);
    }
    assertEquals(
        0, desk.sql().number("select count(*) from contacts.platform where name = ?", name));
  }

  private String raw(String... lines) throws IOException {
    return from("127.0.0.1", lines);
  }

  /** Line by line, from an address of this machine. */
  private String from(String address, String... lines) throws IOException {
    URI there = URI.create(desk.url());
    try (Socket socket = new Socket()) {
      socket.setSoTimeout(20_000);
      socket.bind(new InetSocketAddress(address, 0));
      socket.connect(new InetSocketAddress("127.0.0.1", there.getPort()));
      List<String> all = new ArrayList<>(List.of(lines));
      all.add(1, "Connection: close");
      String request = String.join("\r\n", all);
      String whole = request.contains("\r\n\r\n") ? request : request + "\r\n\r\n";
      socket.getOutputStream().write(whole.getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
