package it.sportello.web.harness;

import it.sportello.launcher.DemoUnderTest;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.UUID;

/**
 * The desk that this test run has started, seen from outside. Clocks are shared by all tests: who
 * travels comes {@link #back}.
 */
public final class Desk {
  private final int port;
  private final Sql sql;
  private final Mails mails;
  private final DemoUnderTest product;

  private Desk(TestBed bed) {
    this.port = bed.port();
    this.sql = new Sql(bed.database());
    this.mails = bed.mails();
    this.product = bed.product();
  }

  public static Desk running() {
    return new Desk(TestBed.current());
  }

  /** With the port, without a slash at the end. */
  public String url() {
    return "http://localhost:" + port;
  }

  /** The vendor's product, on an origin of its own, which shows the desk's form. */
  public String productUrl() {
    return product.url();
  }

  public Mails mails() {
    return mails;
  }

  public Sql sql() {
    return sql;
  }

  public Visitor anybody() {
    return new Visitor(url(), "");
  }

  /** A program with the try-out's token. */
  public Visitor program() {
    return anybody().with("Authorization", "Bearer " + Settings.TOKEN);
  }

  /** A member of the staff who reads everything and acts on nothing. */
  public Visitor auditor() {
    sql.run(
        """
        insert into contacts.staff (login, name, language, roles, email, password_hash)
        values ('revisore', 'Rita Visore', 'IT', 'AUDITOR', '', '')
        on conflict (login) do nothing
        """);
    return staff("revisore");
  }

  /** A program without any role. */
  public Visitor simpleProgram() {
    String token = "spt_" + UUID.randomUUID();
    sql.run(
        "insert into contacts.integration (name, token_hash) values (?, ?)", token, sha256(token));
    return anybody().with("Authorization", "Bearer " + token);
  }

  /** The form in the vendor's product, opened by one of the platform's people. */
  public Visitor form(String platform, String contact) {
    String token = product.token(platform, contact, now());
    var session = anybody().post("/widget/v1/session", "{\"token\":\"" + token + "\"}").expect(200);
    return anybody().with("Authorization", "Bearer " + session.at("/session"));
  }

  /**
   * A ticket opened by a program for the owner of a platform.
   *
   * @param platform the console number
   * @return its number
   */
  public long ticket(String platform, String subject, String text) {
    String domain =
        sql.text(
            """
            select d.domain from contacts.platform_domain d
            join contacts.platform p on p.id = d.platform where p.code = ?
            """,
            platform);
    String body =
        "{'platform':'%s','contact':'titolare@%s','subject':'%s','text':'%s','impact':'HINDERED'}"
            .replace('\'', '"')
            .formatted(platform, domain, subject, text);
    return Long.parseLong(program().once().post("/api/v1/tickets", body).expect(201).at("/number"));
  }

  /**
   * A mail that a mail server hands over.
   *
   * @param mail as it is written, its lines ended in either way
   * @return the number it is kept under
   */
  public long mail(String mail) {
    return Long.parseLong(
        program()
            .send(
                "POST",
                "/api/v1/mail",
                HttpRequest.BodyPublishers.ofString(mail.replaceAll("\r?\n", "\r\n")),
                "message/rfc822")
            .expect(201)
            .at("/id"));
  }

  /** A signed-in member of the staff. */
  public Visitor staff(String login) {
    return signedIn("staff", "select id from contacts.staff where login = ?", login);
  }

  /**
   * What the authenticator of one of the try-out's people shows now; also when another test has
   * used this code already.
   */
  public String code(String login) {
    sql.run(
        """
        update contacts.second_factor set last_step = 0
        where staff = (select id from contacts.staff where login = ?)
        """,
        login);
    return Authenticator.code(Settings.AUTHENTICATOR, now());
  }

  /** A member of the staff presses a button on the page of a ticket. */
  public void press(String login, long ticket, String act) {
    Visitor agent = staff(login);
    agent
        .submit(
            agent.get("/ticket?n=" + ticket).expect(200).html(),
            "form:has([value=%s])".formatted(act),
            Map.of("act", act))
        .expect(302);
  }

  /** A signed-in customer. */
  public Visitor customer(String address) {
    return signedIn(
        "contact", "select contact from contacts.contact_address where address_key = ?", address);
  }

  /** The secret of a session, for the cookie {@code sportello}; good at whatever time it is. */
  public String session(String column, long id) {
    String secret = UUID.randomUUID().toString() + UUID.randomUUID();
    sql.run(
        "insert into contacts.session (secret_hash, "
            + column
            + ", created_at, seen_at) values (?, ?, '2200-01-01', '2200-01-01')",
        sha256(secret),
        id);
    return secret;
  }

  private Visitor signedIn(String column, String query, String name) {
    return new Visitor(url(), "sportello=" + session(column, sql.number(query, name)));
  }

  /** The desk's clock goes on from {@code there}. */
  public void travelTo(Instant there) {
    anybody().send("POST", "/test/clock?to=" + there, none(), "text/plain").expect(204);
  }

  /**
   * @param there with zone, such as {@code 2026-11-23T09:00+01:00}
   */
  public void travelTo(String there) {
    travelTo(OffsetDateTime.parse(there).toInstant());
  }

  public void back() {
    anybody().send("DELETE", "/test/clock", none(), "text/plain").expect(204);
  }

  public Instant now() {
    return Instant.parse(anybody().get("/test/clock").expect(200).body());
  }

  /**
   * The statements that Hibernate sends for one {@code act}: the least of several times, because
   * background jobs send theirs meanwhile.
   */
  public long statements(Runnable act) {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 8; i++) {
      long before = prepared();
      act.run();
      least = Math.min(least, prepared() - before);
    }
    return least;
  }

  private long prepared() {
    return Long.parseLong(anybody().get("/test/statements").expect(200).body());
  }

  static HttpRequest.BodyPublisher none() {
    return HttpRequest.BodyPublishers.noBody();
  }

  static byte[] sha256(String secret) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
