package it.sportello.web.security;

import it.sportello.web.harness.Desk;
import it.sportello.web.harness.Visitor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Things of the platform 1042, of its owner and of a reader who sees their own only; the same of
 * another platform; and some that are no more.
 */
final class OthersThings {
  static final String OWNER = "titolare@pasticceria-aurora.example";
  static final String READER = "newsletter@pasticceria-aurora.example";
  private static final String STRANGER = "titolare@libreria-minerva.example";

  /** The smallest picture that is one: the first bytes of a PNG. */
  private static final byte[] PICTURE = {
    (byte) 0x89,
    'P',
    'N',
    'G',
    13,
    10,
    26,
    10,
    0,
    0,
    0,
    13,
    'I',
    'H',
    'D',
    'R',
    0,
    0,
    0,
    1,
    0,
    0,
    0,
    1,
    8,
    2,
    0,
    0,
    0
  };

  private final Desk desk;
  private final Map<String, String> ids = new HashMap<>();

  private OthersThings(Desk desk) {
    this.desk = desk;
  }

  static OthersThings in(Desk desk) {
    OthersThings things = new OthersThings(desk);
    things.tickets();
    things.files();
    things.registry();
    things.secrets();
    things.staff();
    return things;
  }

  String id(String thing) {
    String id = ids.get(thing);
    if (id == null) {
      throw new IllegalArgumentException(thing);
    }
    return id;
  }

  /** What never was, written like this one. */
  String unknownLike(String thing) {
    String id = id(thing);
    if (id.contains("@")) {
      return "mai.vista@altrove.example";
    }
    if (id.matches("[0-9a-f]{32}")) {
      return UUID.randomUUID().toString().replace("-", "");
    }
    return id.matches("[0-9]+") ? thing.endsWith("Code") ? "99887766" : "99999999" : secret();
  }

  /** Of everything here that a caller should not have touched. */
  String state() {
    return String.join(
        " ",
        desk.sql()
            .column(
                """
                select string_agg(n::text, ' ') from (
                  select count(*) n from ticketing.message where ticket_id in (%1$s, %2$s, %3$s)
                  union all select count(*) from ticketing.attachment where message_id is null
                  union all select sum(version) from contacts.contact where id in (%4$s, %5$s)
                  union all select count(*) from contacts.contact_platform where contact = %4$s
                  union all select sum(mails) from contacts.claim where id = %6$s
                  union all select count(*) from contacts.session where id in (%7$s, %8$s)
                  union all select count(*) from entitlements.contract
                  union all select count(*) from contacts.contact_address) counted
                """
                    .formatted(
                        id("ticket"),
                        id("theirTicket"),
                        id("theirMerged"),
                        id("theirId"),
                        id("erasedId"),
                        id("theirClaim"),
                        id("theirSession"),
                        id("staffSession"))));
  }

  /** What other tests would stumble over. */
  void tidy() {
    desk.sql().run("delete from contacts.contact_platform where platform = " + id("closedId"));
    desk.sql()
        .run(
            "delete from contacts.claim where id in ("
                + id("theirClaim")
                + ", "
                + id("claim")
                + ")");
  }

  private void tickets() {
    put("ticket", desk.ticket("1042", "Del titolare", "Una riga."));
    put("theirTicket", desk.ticket("2077", "Di un altro", "Una riga."));
    put("theirMerged", desk.ticket("2077", "Di un altro, unita", "Una riga."));
    Visitor agent = desk.staff("anna.conti");
    agent
        .submit(
            agent.get("/ticket?n=" + id("theirMerged")).expect(200).html(),
            "form:has([value=merge])",
            Map.of("into", id("theirTicket")))
        .expect(302);
  }

  private void files() {
    put("staged", staged(upload("1042", OWNER)));
    String theirs = upload("2077", STRANGER);
    put("theirStaged", staged(theirs));
    ids.put("theirKey", theirs);
    ids.put("ownersKey", upload("1042", OWNER));
    put("file", sent("1042", OWNER));
    put("theirFile", sent("2077", STRANGER));
    put("readersFile", sent("1042", READER));
    put(
        "readersTicket",
        desk.sql()
            .number(
                """
                select m.ticket_id from ticketing.attachment a
                join ticketing.message m on m.id = a.message_id where a.id = ?
                """,
                Long.valueOf(id("readersFile"))));
  }

  private String upload(String platform, String person) {
    String key = UUID.randomUUID().toString().replace("-", "");
    desk.form(platform, person)
        .put("/widget/v1/attachments/" + key + "?name=a.png", PICTURE, "image/png")
        .expect(200);
    return key;
  }

  private long staged(String key) {
    return desk.sql().number("select id from ticketing.attachment where key = ?", key);
  }

  private long sent(String platform, String person) {
    Visitor form = desk.form(platform, person);
    String key = upload(platform, person);
    form.once().post("/widget/v1/tickets", filledIn(person, List.of(key))).expect(201);
    return staged(key);
  }

  static String filledIn(String answerTo, List<String> keys) {
    return """
    {"subject":"Con un file","did":"Una","expected":"Due","happened":"Tre","impact":"HINDERED",
     "reference":{},"answerTo":"%s","attachments":[%s]}
    """
        .formatted(answerTo, keys.isEmpty() ? "" : "\"" + String.join("\",\"", keys) + "\"");
  }

  private void registry() {
    ids.put("code", "1042");
    ids.put("theirCode", "2077");
    ids.put("theirAddress", STRANGER);
    ids.put("ownersAddress", OWNER);
    put("readerId", person(READER));
    put("theirId", person(STRANGER));
    String code = "7" + (System.nanoTime() % 9_000_000 + 1_000_000);
    put(
        "closedId",
        one(
            """
            insert into contacts.platform (code, name, zone, language, closed_at)
            values ('%s', 'Chiusa', 'Europe/Rome', 'IT', now()) returning id
            """
                .formatted(code)));
    ids.put("closedCode", code);
    desk.sql()
        .run(
            "insert into contacts.contact_platform (contact, platform, kind) values (?, ?, 'ADMINISTRATIVE')",
            person(OWNER),
            Long.valueOf(id("closedId")));
    put(
        "erasedId",
        one(
            """
            insert into contacts.contact (name, language, erased_at) values ('—', 'IT', now())
            returning id
            """));
    ids.put("erasedAddress", "erased@desk.invalid");
    put("contract", contract("1042"));
    put("theirContract", contract("2077"));
  }

  private long contract(String code) {
    return desk.sql()
        .number(
            """
            select c.id from entitlements.contract c join contacts.platform p on p.id = c.platform
            where p.code = ? order by c.id limit 1
            """,
            code);
  }

  private void secrets() {
    ids.put("claimSecret", secret());
    put("claim", claim("1042", id("claimSecret"), "now()"));
    ids.put("oldClaimSecret", secret());
    put("theirClaim", claim("2077", id("oldClaimSecret"), "now() - interval '8 days'"));
    ids.put("oldInvitation", secret());
    desk.sql()
        .run(
            """
            insert into contacts.invitation (secret_hash, staff, made_at)
            select sha256(convert_to(?, 'UTF8')), id, '2020-01-01' from contacts.staff
            where login = 'anna.conti'
            """,
            id("oldInvitation"));
    ids.put("usedLink", secret());
    desk.sql()
        .run(
            """
            insert into contacts.sign_in_link (secret_hash, contact, created_at, used_at)
            values (sha256(convert_to(?, 'UTF8')), ?, now(), now())
            """,
            id("usedLink"),
            person(OWNER));
    put("theirSession", session("contact", person(STRANGER)));
    put(
        "staffSession",
        session("staff", one("select id from contacts.staff where login = 'admin'")));
  }

  private long claim(String code, String secret, String at) {
    return one(
        """
        insert into contacts.claim (platform, address_key, address, name, language, kinds, phones,
          asked_at, secret_hash, secret_at)
        select id, '%1$s@altrove.example', '%1$s@altrove.example', 'Carla', 'IT', 'TECHNICAL', '',
          now(), sha256('%1$s'), %2$s from contacts.platform where code = '%3$s' returning id
        """
            .formatted(secret, at, code));
  }

  private long session(String column, long whose) {
    return desk.sql()
        .number(
            "select id from contacts.session where secret_hash = sha256(convert_to(?, 'UTF8'))",
            desk.session(column, whose));
  }

  private void staff() {
    put(
        "revokedToken",
        one(
            """
            insert into contacts.integration (name, token_hash, made_at, revoked_at)
            values ('revocato', sha256('%s'), now(), now()) returning id
            """
                .formatted(UUID.randomUUID())));
    put(
        "disabledStaff",
        one(
            """
            insert into contacts.staff (login, name, language, roles, password_hash, disabled_at)
            values ('%s', 'Andato Via', 'IT', 'AGENT', '', now()) returning id
            """
                .formatted("via" + System.nanoTime())));
    String mail =
        "From: via@altrove.example\r\nSubject: Via\r\nMessage-ID: <%s@x>\r\n\r\nVia\r\n"
            .formatted(UUID.randomUUID());
    long stored = desk.mail(mail);
    put("goneMail", stored);
    desk.sql()
        .run(
            """
            update notifications.incoming_mail set state = 'GONE', reason = '', detail = '',
              ticket = null, message_id = '', from_address = '', subject = '',
              sha256 = encode(sha256(convert_to('forgotten ' || id, 'UTF8')), 'hex')
            where id = ?
            """,
            stored);
  }

  private long person(String address) {
    return desk.sql()
        .number("select contact from contacts.contact_address where address_key = ?", address);
  }

  private long one(String sql) {
    return desk.sql().number(sql);
  }

  private static String secret() {
    return (UUID.randomUUID().toString() + UUID.randomUUID()).replace("-", "").substring(0, 43);
  }

  private void put(String thing, long id) {
    ids.put(thing, Long.toString(id));
  }
}
