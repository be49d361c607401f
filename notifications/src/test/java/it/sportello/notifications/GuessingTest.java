package it.sportello.notifications;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import it.sportello.contacts.Claims;
import it.sportello.contacts.ContactId;
import it.sportello.contacts.EmailAddress;
import it.sportello.contacts.Invitations;
import it.sportello.contacts.PlatformId;
import it.sportello.contacts.ProviderExits;
import it.sportello.contacts.ProviderSignIns;
import it.sportello.contacts.ProviderSignIns.Whom;
import it.sportello.contacts.Scope;
import it.sportello.contacts.Sessions;
import it.sportello.contacts.SignInLinks;
import it.sportello.contacts.Visit;
import it.sportello.ticketing.AttachmentId;
import it.sportello.ticketing.AttachmentNotFound;
import it.sportello.ticketing.Attachments;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Links, ids and tokens cannot be guessed: a million tries, by chance and by reckoning, open
 * nothing.
 */
@Timeout(120)
class GuessingTest {
  private static final int GUESSES = 1_000_000;
  private static final int AT_ONCE = 25_000;
  private static final String LETTERS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  private static final Visit VISIT = new Visit("192.0.2.9", "Prova", "");
  private static final String ANA = "titolare@pasticceria-aurora.example";

  private static final String SEEN_BY_2077 =
      """
      select coalesce(string_agg(a.id::text, ' '), '') from ticketing.attachment a
      join ticketing.message m on m.id = a.message_id
      join ticketing.ticket t on t.id = m.ticket_id
      join contacts.platform p on p.id = t.platform_id and p.code = '2077'
      """;

  private final TestDesk desk = TestDesk.get();
  private final SecureRandom random = new SecureRandom();
  private final String run = UUID.randomUUID().toString();

  @Test
  void aMillionGuessesFindNoSecretThatTheDeskHasGivenOut() throws Exception {
    List<String> given = given();
    String places = places();
    assertEquals(given.size(), hits(places, given), "the test would not notice a hit");
    Set<String> guesses = new LinkedHashSet<>();
    given.forEach(secret -> neighbours(secret, guesses));
    assertTrue(guesses.size() > 15_000);
    reckoned(guesses);
    assertTrue(guesses.size() < GUESSES);
    given.forEach(guesses::remove);

    long tried = 0;
    List<String> batch = new ArrayList<>(guesses);
    for (int from = 0; from < GUESSES; from += AT_ONCE) {
      List<String> now = new ArrayList<>();
      for (int i = from; i < from + AT_ONCE; i++) {
        now.add(i < batch.size() ? batch.get(i) : shaped(given.get(i % given.size())));
      }
      tried += now.size();
      assertEquals(0, hits(places, now));
    }
    assertEquals(GUESSES, tried);
  }

  /** The same doors as people find them, for what is nearest to a secret. */
  @Test
  void theDoorsThemselvesOpenToTheSecretAlone() {
    ContactId ana = new ContactId(contact());
    String session = desk.session(ana, 0);
    String invitation = shaped("");
    desk.run(
        "insert into contacts.invitation (secret_hash, staff, made_at) select sha256('%s'), min(id), now() from contacts.staff"
            .formatted(invitation));
    ProviderSignIns provider = desk.bean(ProviderSignIns.class);
    String browser = ProviderSignIns.browser();
    String state = provider.begin(Whom.STAFF, browser, "/", VISIT).orElseThrow().state();

    Set<String> guesses = new HashSet<>(List.of("", " ", "null", "0", "%", "_"));
    List.of(session, invitation, state).forEach(secret -> neighbours(secret, guesses));
    guesses.removeAll(Set.of(session, invitation, state));
    for (String guess : guesses.stream().limit(300).toList()) {
      assertTrue(desk.bean(Sessions.class).caller(guess).isEmpty(), guess);
      assertTrue(desk.bean(Invitations.class).invited(guess).isEmpty(), guess);
      assertTrue(desk.bean(Claims.class).question(guess).isEmpty(), guess);
      assertTrue(provider.end(guess, browser).isEmpty(), guess);
      assertTrue(provider.end(state, guess).isEmpty(), guess);
      assertTrue(desk.bean(ProviderExits.class).end(guess).isEmpty(), guess);
    }
    assertTrue(desk.bean(Sessions.class).caller(session).isPresent());
    assertTrue(desk.bean(Invitations.class).invited(invitation).isPresent());
    assertTrue(provider.end(state, browser).isPresent());
  }

  /**
   * An attachment's address holds a number and no secret: it opens for whoever may see its ticket.
   */
  @Test
  void countingThroughAttachmentsShowsNothingOfAnotherPlatform() throws Exception {
    String mail =
        """
        From: %s
        To: support@desk.example
        Subject: Con allegato
        Message-ID: <%s@test.example>
        MIME-Version: 1.0
        Content-Type: multipart/mixed; boundary=b

        --b
        Content-Type: text/plain

        Testo
        --b
        Content-Type: text/plain
        Content-Disposition: attachment; filename="segreto.txt"

        segreto %s
        --b--
        """
            .formatted(ANA, run, run);
    assertTrue(
        desk.bean(Inbox.class)
            .receive(
                "test",
                new ByteArrayInputStream(
                    mail.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8)),
                Instant.now())
            .ticket()
            .isPresent());
    long file = desk.number("select max(id) from ticketing.attachment");
    Attachments attachments = desk.bean(Attachments.class);
    PlatformId other = desk.platform("2077");
    Scope stranger = new Scope.Customer(new ContactId(999_999), Set.of(other), Set.of());
    Scope own =
        new Scope.Customer(new ContactId(contact()), Set.of(desk.platform("1042")), Set.of());

    assertEquals("segreto.txt", attachments.content(own, new AttachmentId(file)).name());
    List<String> theirs = List.of(desk.text(SEEN_BY_2077).split(" "));
    for (long id = Math.max(0, file - 300); id < file + 300; id++) {
      AttachmentId guess = new AttachmentId(id);
      if (!theirs.contains(Long.toString(id))) {
        assertThrows(AttachmentNotFound.class, () -> attachments.content(stranger, guess));
      }
      assertThrows(AttachmentNotFound.class, () -> attachments.content(new Scope.Nothing(), guess));
    }
    for (int i = 0; i < 4; i++) {
      List<String> keys = new ArrayList<>();
      for (int k = 0; k < 5_000; k++) {
        keys.add(i % 2 == 0 ? UUID.randomUUID().toString() : (i * 5_000 + k) + ":0");
      }
      assertEquals(Map.of(), attachments.byKeys("form:" + run, keys));
    }
  }

  /** One of each kind that is given out as it is, by the code that gives it. */
  private List<String> given() {
    ContactId ana = new ContactId(contact());
    List<String> given = new ArrayList<>();
    given.add(desk.session(ana, 0));
    SignInLinks links = desk.bean(SignInLinks.class);
    String browser = SignInLinks.browser("");
    desk.run("delete from contacts.throttle; delete from contacts.link_request");
    links.request(new EmailAddress(ANA), browser, VISIT);
    given.add(links.issue(new EmailAddress(ANA)).orElseThrow().secret());
    var provider = desk.bean(ProviderSignIns.class);
    given.add(provider.begin(Whom.CUSTOMERS, browser, "/", VISIT).orElseThrow().state());
    var in =
        provider
            .enter(
                Whom.CUSTOMERS,
                new ProviderSignIns.Identity("https://id.example", "ana", ANA, "t", Instant.EPOCH),
                VISIT)
            .orElseThrow();
    given.add(in.session());
    given.add(desk.bean(ProviderExits.class).begin(in.session()).orElseThrow());
    given.add(ReplyAddress.newToken());
    desk.run(
        "insert into notifications.given_id (message_id, ticket, reply_token) select '<%s@desk.example>', min(id), '%s' from ticketing.ticket"
            .formatted(run, given.get(given.size() - 1)));
    return given;
  }

  /** Every column where a secret is looked up, also of tables that are yet to come. */
  private String places() {
    return desk.text(
        """
        select string_agg(format(case when data_type = 'bytea'
            then 'select %1$I found from %2$I.%3$I where %1$I is not null'
            else 'select convert_to(%1$I, ''UTF8'') found from %2$I.%3$I' end,
          column_name, table_schema, table_name), ' union all ')
        from information_schema.columns c
        where table_schema in ('contacts', 'ticketing', 'entitlements', 'notifications')
          and (column_name in ('secret_hash', 'token_hash', 'state_hash') and data_type = 'bytea'
            or column_name in ('reply_token', 'bounce_token') and data_type = 'text')
        """);
  }

  private long hits(String places, List<String> guesses) {
    return desk.number(
        """
        with place as materialized (%s), guess as materialized (select unnest('{%s}'::text[]) g)
        select count(distinct g) from (
          select g from guess where sha256(convert_to(g, 'UTF8')) in (select found from place)
          union all
          select g from guess where convert_to(g, 'UTF8') in (select found from place)) hit
        """
            .formatted(places, String.join(",", guesses)));
  }

  /** One letter changed, left out, doubled or swapped with the next. */
  private static void neighbours(String secret, Set<String> into) {
    for (int at = 0; at < secret.length(); at++) {
      String before = secret.substring(0, at);
      String after = secret.substring(at + 1);
      for (char letter : LETTERS.toCharArray()) {
        into.add(before + letter + after);
      }
      into.add(before + after);
      into.add(before + secret.charAt(at) + secret.charAt(at) + after);
      if (!after.isEmpty()) {
        into.add(before + after.charAt(0) + secret.charAt(at) + after.substring(1));
      }
    }
    into.addAll(
        List.of(
            secret + "=",
            secret.toLowerCase(Locale.ROOT),
            secret.toUpperCase(Locale.ROOT),
            secret + secret));
  }

  /** What others made their tokens of: numbers, instants, and digests of both (CVE-2026-27637). */
  private static void reckoned(Set<String> into) throws Exception {
    MessageDigest md5 = MessageDigest.getInstance("MD5");
    MessageDigest sha = MessageDigest.getInstance("SHA-256");
    long now = System.currentTimeMillis();
    for (int i = 0; i < 100_000; i++) {
      into.add(Integer.toString(i));
      into.add(Long.toString(now - i));
      String parts = (i % 500) + ":" + (now / 1_000 - i / 500);
      byte[] bytes = parts.getBytes(StandardCharsets.US_ASCII);
      into.add(HexFormat.of().formatHex(md5.digest(bytes)));
      into.add(Base64.getUrlEncoder().withoutPadding().encodeToString(sha.digest(bytes)));
    }
  }

  /** By chance, in the shape of a secret of ours. */
  private String shaped(String like) {
    if (like.matches("[0-9a-f]{32}")) {
      byte[] bits = new byte[16];
      random.nextBytes(bits);
      return HexFormat.of().formatHex(bits);
    }
    byte[] bits = new byte[32];
    random.nextBytes(bits);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
  }

  private long contact() {
    return desk.number(
        "select contact from contacts.contact_address where address_key = '" + ANA + "'");
  }
}
