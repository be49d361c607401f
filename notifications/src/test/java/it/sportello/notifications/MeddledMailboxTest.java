package it.sportello.notifications;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.mail.MessagingException;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever a server or a human does to a mailbox: each mail is stored exactly once. */
@Timeout(120)
class MeddledMailboxTest {
  private static final String ANA = "titolare@pasticceria-aurora.example";

  private final TestDesk desk = TestDesk.get();
  private Meddler server;
  private MailboxId id;

  @BeforeEach
  void start() {
    TestMailbox.forgetAll();
    server = new Meddler();
    id =
        desk.bean(MailboxAccounts.class)
            .add(TestMailbox.ADMINISTRATOR, TestMailbox.draft(server.port()));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void aNewNumberingInTheMiddleOfReadingBringsNoneTwiceAndLosesNone() throws Exception {
    for (int uid = 1; uid <= 6; uid++) {
      server.mails.put(uid, TestMailbox.mail("uno " + uid));
    }
    for (int round = 2; round <= 5; round++) {
      server.cutAfter = 3;
      untilQuiet();
      server.uidvalidity = round;
      TreeMap<Integer, String> renumbered = new TreeMap<>();
      for (String mail : server.mails.values()) {
        renumbered.put(round * 100 + renumbered.size(), mail);
      }
      renumbered.put(round * 100 + 50, TestMailbox.mail("nuova " + round));
      server.mails.clear();
      server.mails.putAll(renumbered);
      server.cut();
    }
    untilQuiet();

    assertEquals(10, TestMailbox.tickets(), this::told);
    assertEquals(10, stored("state = 'IN_TICKET'"));
    assertEquals(0, stored("state not in ('IN_TICKET', 'DUPLICATE')"));
  }

  @Test
  void whatIsMovedAwayBetweenFindingAndFetchingIsMissedByNobodyAndStopsNothing() throws Exception {
    server.mails.put(1, TestMailbox.mail("uno"));
    server.mails.put(2, TestMailbox.mail("due"));
    server.mails.put(3, TestMailbox.mail("tre"));
    server.movesAway = 2;

    untilQuiet();

    assertEquals(2, TestMailbox.tickets(), this::told);
    assertEquals(1, stored("state = 'GONE'"), this::told);
  }

  @Test
  void aMailIsWhatItsUidSaysWhateverElseTheServerTells() throws Exception {
    server.mails.put(1, TestMailbox.mail("uno"));
    server.mails.put(2, TestMailbox.mail("due"));
    server.mails.put(3, TestMailbox.mail("tre"));
    server.gossips = true;

    untilQuiet();

    assertEquals(
        "uno due tre",
        desk.text("select string_agg(subject, ' ' order by uid) from notifications.incoming_mail"),
        this::told);
  }

  @Test
  void aPieceThatBeginsElsewhereIsNotTaken() throws Exception {
    server.mails.put(1, TestMailbox.mail("uno"));
    server.origin = 7;
    untilQuiet();
    assertEquals(1, stored("state = 'FETCH_AGAIN'"), this::told);

    server.origin = 0;
    untilQuiet();
    assertEquals(1, TestMailbox.tickets(), this::told);
    assertEquals(
        "2026-11-20T10:00:00Z",
        desk.text(
            "select to_char(received at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"')"
                + " from notifications.incoming_mail"));
  }

  @Test
  void aDateThatIsNoneStopsNoMail() throws Exception {
    server.mails.put(1, TestMailbox.mail("uno"));
    server.date = "NIL";
    server.mails.put(2, TestMailbox.mail("due"));

    untilQuiet();

    assertEquals(2, TestMailbox.tickets(), this::told);
  }

  @Test
  void aMailOnWhichTheLineAlwaysBreaksLetsTheOthersPass() throws Exception {
    server.mails.put(1, TestMailbox.mail("uno"));
    server.mails.put(2, TestMailbox.mail("due"));
    server.mails.put(3, TestMailbox.mail("tre"));
    server.breaksAt = 2;
    ImapReader reader = TestMailbox.reader(id);
    for (int turns = 0; turns < 8; turns++) {
      turn(reader);
    }
    assertEquals(2, TestMailbox.tickets(), this::told);
    assertEquals(1, stored("state = 'FETCH_AGAIN'"), this::told);

    server.breaksAt = 0;
    desk.run("update notifications.incoming_mail set due_at = now() where state = 'FETCH_AGAIN'");
    turn(reader);
    assertEquals(3, TestMailbox.tickets(), this::told);
  }

  @Test
  void aServerThatAnswersNilIsAskedAgain() throws Exception {
    server.mails.put(1, TestMailbox.mail("uno"));
    server.mails.put(2, TestMailbox.mail("due"));
    server.nil = 1;

    untilQuiet();
    assertEquals(1, stored("state = 'FETCH_AGAIN'"));
    assertEquals(1, TestMailbox.tickets());

    server.nil = 0;
    untilQuiet();
    assertEquals(2, TestMailbox.tickets());
    assertEquals(0, stored("state = 'FETCH_AGAIN'"));
  }

  @Test
  void aLiteralShorterThanAnnouncedIsNoMail() throws Exception {
    server.mails.put(1, TestMailbox.mail("uno"));
    server.announcesTooMuch = true;
    turn();
    assertEquals(0, stored("state = 'IN_TICKET'"));

    server.announcesTooMuch = false;
    untilQuiet();

    assertEquals(1, TestMailbox.tickets());
    assertEquals(
        TestMailbox.mail("uno").length(),
        desk.number("select max(size) from notifications.incoming_mail"));
  }

  @Test
  void aServerThatRefusesToListItsMailsLosesNone() throws Exception {
    server.mails.put(1, TestMailbox.mail("uno"));
    server.refuses = true;
    turn();
    server.refuses = false;
    untilQuiet();

    assertEquals(1, TestMailbox.tickets());
  }

  @Test
  void mailsWithoutMessageIdAreEachTheirOwn() throws Exception {
    for (int uid = 1; uid <= 5; uid++) {
      server.mails.put(uid, TestMailbox.mail("uguale"));
    }

    untilQuiet();

    assertEquals(5, TestMailbox.tickets());
    assertEquals(0, stored("twin is not null"));
  }

  @Test
  void theSameMessageIdOnOtherBytesIsAnotherMailAndFlagged() throws Exception {
    server.mails.put(1, "Message-ID: <x@y>\r\n" + TestMailbox.mail("uno"));
    server.mails.put(2, "Message-ID: <x@y>\r\n" + TestMailbox.mail("due"));

    untilQuiet();

    assertEquals(2, TestMailbox.tickets());
    assertEquals(
        desk.number("select id from notifications.incoming_mail where uid = 1"),
        desk.number("select twin from notifications.incoming_mail where uid = 2"));
  }

  @Test
  void theSameLetterInTwoMailboxesIsOneTicketAndBothCopiesAreKept() throws Exception {
    String letter = "Message-ID: <due@caselle>\r\n" + TestMailbox.mail("uno");
    server.mails.put(1, "Received: by a\r\n" + letter);
    MailboxId other =
        desk.bean(MailboxAccounts.class)
            .add(
                TestMailbox.ADMINISTRATOR,
                TestMailbox.draft(server.port(), "support", "Altra", "segreto"));
    untilQuiet();
    server.mails.put(1, "Received: by b\r\n" + letter);
    turn(other);

    assertEquals(1, TestMailbox.tickets());
    assertEquals(1, stored("state = 'DUPLICATE' and twin is not null"));
    assertEquals(2, desk.number("select count(distinct sha256) from notifications.incoming_mail"));
  }

  @Test
  void aCopyCannotHideBehindALetterThatNobodySees() throws Exception {
    TestNames.ZONE.put("_dmarc.pasticceria-aurora.example", "v=DMARC1; p=reject");
    String letter =
        "From: " + ANA + "\nTo: support@desk.example\nSubject: x\nMessage-ID: <z@z>\n\nAiuto\n";
    Intake forged = push("api:1", letter);
    Intake genuine = push("api:2", TestNames.signed("pasticceria-aurora.example", letter));
    TestNames.ZONE.clear();

    assertEquals(Optional.of(Reason.FORGED), forged.quarantine());
    assertTrue(genuine.ticket().isPresent());
    assertNotEquals(forged.id(), genuine.id());
  }

  @Test
  void aFolderNameCarriesNoCommand() throws Exception {
    String name = "INBOX\" (CONDSTORE) {3} \\ Perché* %";
    MailboxId odd =
        desk.bean(MailboxAccounts.class)
            .add(
                TestMailbox.ADMINISTRATOR,
                TestMailbox.draft(server.port(), "sup\"port", name, "seg\"reto \\"));
    server.heard.clear();

    turn(odd);

    String select =
        server.heard.stream().filter(line -> line.contains("SELECT")).findFirst().orElseThrow();
    assertTrue(
        select.matches(
            "\\S+ SELECT \"INBOX\\\\\" \\(CONDSTORE\\) \\{3} \\\\\\\\ Perch&AOk-\\* %\""),
        select);
    for (String line : server.heard) {
      assertTrue(
          line.matches(
              "\\S+ (CAPABILITY|AUTHENTICATE|LOGIN|LIST|LSUB|SELECT|UID|NOOP|CLOSE|LOGOUT|NAMESPACE|ID)\\b.*"),
          line);
      assertFalse(line.contains("DELETE"), line);
    }
  }

  private Intake push(String source, String mail) throws IOException {
    return desk.bean(Inbox.class)
        .receive(
            source,
            new ByteArrayInputStream(
                mail.replace("\r\n", "\n").replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8)),
            desk.clock().now());
  }

  private String told() {
    return desk.text(
            "select string_agg(concat_ws(' ', uidvalidity, uid, state, size, ticket), E'\\n'"
                + " order by id) from notifications.incoming_mail")
        + "\n"
        + String.join("\n", server.heard);
  }

  private long stored(String condition) {
    return desk.number("select count(*) from notifications.incoming_mail where " + condition);
  }

  /** As the loop does: whatever breaks is tried again. */
  private void untilQuiet() {
    long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    int quiet = 0;
    while (quiet < 2) {
      assertTrue(System.nanoTime() < end, "no stall of a minute");
      quiet = turn() == 0 ? quiet + 1 : 0;
      desk.run("update notifications.incoming_mail set due_at = now() where state = 'FETCH_AGAIN'");
    }
  }

  private int turn() {
    return turn(id);
  }

  /** -1 when the line broke. */
  private int turn(MailboxId mailbox) {
    return turn(TestMailbox.reader(mailbox));
  }

  private static int turn(ImapReader reader) {
    try {
      return reader.turn();
    } catch (MessagingException | IOException e) {
      return -1;
    } finally {
      reader.close();
      reader.release();
    }
  }

  /** Does to its mails what a test says. */
  private static final class Meddler extends ImapScript {
    volatile int cutAfter;
    volatile int movesAway;
    volatile int nil;
    volatile int origin;
    volatile int breaksAt;
    volatile String date = "";
    volatile boolean gossips;
    volatile boolean announcesTooMuch;
    volatile boolean refuses;

    @Override
    void answer(String tag, String verb, String rest, BufferedReader in, OutputStream out)
        throws IOException {
      if (refuses && verb.equals("UID")) {
        say(out, tag + " NO not today");
        return;
      }
      super.answer(tag, verb, rest, in, out);
    }

    @Override
    void fetch(int number, int uid, String what, OutputStream out) throws IOException {
      if (!what.contains("BODY.PEEK[]")) {
        super.fetch(number, uid, what, out);
        return;
      }
      if (uid == breaksAt || (cutAfter > 0 && --cutAfter == 0)) {
        cut();
        throw new IOException("cut");
      }
      if (uid == movesAway) {
        mails.remove(uid);
        movesAway = 0;
        return;
      }
      if (gossips) {
        String other = TestMailbox.mail("altra");
        say(out, body(number, uid + 1, what, other));
        say(out, "* %d FETCH (BODY[]<0> {%d}\r\n%s)".formatted(number, other.length(), other));
        super.fetch(number + 1, uid, what, out);
        return;
      }
      super.fetch(number, uid, what, out);
    }

    @Override
    String body(int number, int uid, String what, String text) {
      if (uid == nil) {
        return "* %d FETCH (UID %d BODY[]<0> NIL)".formatted(number, uid);
      }
      if (origin > 0) {
        return super.body(number, uid, what, text).replace("BODY[]<0>", "BODY[]<" + origin + ">");
      }
      if (!what.contains("INTERNALDATE")) {
        return super.body(number, uid, what, text)
            .replace("INTERNALDATE \"20-Nov-2026 10:00:00 +0000\" ", "");
      }
      if (date.equals("NIL")) {
        return super.body(number, uid, what, text).replace("\"20-Nov-2026 10:00:00 +0000\"", date);
      }
      if (announcesTooMuch) {
        cutSoon();
        return "* %d FETCH (UID %d BODY[]<0> {%d}\r\n%s"
            .formatted(number, uid, text.length() + 500, text);
      }
      return super.body(number, uid, what, text);
    }

    private void cutSoon() {
      Thread thread =
          new Thread(
              () -> {
                try {
                  Thread.sleep(300);
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
                cut();
              });
      thread.setDaemon(true);
      thread.start();
    }
  }
}
