package it.sportello.notifications;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import it.sportello.contacts.AgentId;
import it.sportello.contacts.Role;
import it.sportello.contacts.Scope;
import it.sportello.notifications.MailSink.Fate;
import it.sportello.notifications.MailSink.Letter;
import it.sportello.ticketing.Answer;
import it.sportello.ticketing.Origin;
import it.sportello.ticketing.TicketId;
import it.sportello.ticketing.Tickets;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;

/**
 * R8: replies leave through a relay that puts off a fifth of them, breaks the line in the data or
 * after the final dot of a tenth, and takes some whose answer is lost, while the node that sends is
 * killed. None is lost; a repeat has the Message-ID of the first; of a ticket's replies none
 * overtakes another.
 */
final class SendTorture {
  private static final int OF_A_TICKET = 5;

  private final TestDesk desk = TestDesk.get();
  private final Random random = new Random(8);
  private final Map<Fate, Integer> fates = new EnumMap<>(Fate.class);
  private final int mails;
  private final int kills;

  /** Where each Message-ID came first, and which came again. */
  private final Map<Long, Long> last = new HashMap<>();

  private final Set<Long> seen = new HashSet<>();
  private int repeats;
  private int overtaken;

  SendTorture(int mails, int kills) {
    this.mails = mails;
    this.kills = kills;
  }

  MailTorture.Row run() throws Exception {
    long began = System.nanoTime();
    write();
    int killed = 0;
    try (MailSink sink = new MailSink(this::fate);
        NodeProcess node = NodeProcess.sending("node-1", desk, sink.port())) {
      node.warmUp();
      node.start();
      long end = System.nanoTime() + Duration.ofMinutes(40).toNanos();
      while (waiting() > 0 || killed < kills) {
        assertTrue(System.nanoTime() < end, "no stall of forty minutes");
        Thread.sleep(20 + random.nextInt(300));
        listen(sink);
        // What the relay put off is due: only the order of things is looked at, not the waits.
        desk.run(
            "update notifications.outgoing_mail set due_at = now()"
                + " where state = 'QUEUED' and due_at > now()");
        boolean early = seen.size() * (long) kills < killed * (long) mails;
        if (node.isReady() && killed < kills && !(early && waiting() > 0)) {
          node.kill();
          killed++;
          listen(sink);
          desk.run("update notifications.outgoing_mail set due_at = now() where state = 'SENDING'");
          node.start();
        }
      }
      listen(sink);
    }
    int ambiguous = fates.getOrDefault(Fate.TAKEN_AND_CUT, 0);
    assertTrue(repeats <= ambiguous + killed, repeats + " repeats");
    assertEquals(0, overtaken, "overtaken");
    assertEquals(
        mails,
        desk.number("select count(*) from notifications.outgoing_mail where state = 'SENT'"),
        "sent");
    return MailTorture.Row.of(
        "replies to a relay that did %s, %d kills, %d repeats".formatted(fates, killed, repeats),
        mails,
        mails - (long) seen.size(),
        0,
        began);
  }

  /** One reply of an agent's, and as many more of the same. */
  private void write() throws Exception {
    desk.run("delete from notifications.outgoing_mail");
    TicketId ticket =
        TestMails.receive(
                desk,
                "torture",
                TestMails.mail("titolare@libreria-minerva.example", "Tortura", ""),
                desk.clock().now())
            .ticket()
            .orElseThrow();
    Scope.Staff agent =
        new Scope.Staff(
            new AgentId(desk.number("select id from contacts.staff where login = 'anna.conti'")),
            Set.of(Role.AGENT));
    desk.bean(Tickets.class)
        .reply(
            agent,
            ticket,
            new Answer(
                new Origin("page", UUID.randomUUID().toString(), "f"), "Ecco fatto.", List.of()));
    desk.run("delete from notifications.outgoing_mail where kind <> 'REPLY'");
    desk.run(
        """
        insert into notifications.outgoing_mail
          (kind, ticket, platform, message, agent, recipient, language, subject, happened_at, zone,
           message_id, reply_token)
        select kind, 5000000 + n / %d, platform, message, agent, recipient, language, subject,
          happened_at, zone, '<' || n || '@torture.example>', reply_token
        from notifications.outgoing_mail, generate_series(0, %d) n
        order by n;
        delete from notifications.outgoing_mail where ticket = %s
        """
            .formatted(OF_A_TICKET, mails - 1, ticket));
  }

  private synchronized Fate fate() {
    int drawn = random.nextInt(100);
    Fate fate = Fate.TAKEN;
    if (drawn < 20) {
      fate = Fate.TRY_LATER;
    } else if (drawn < 25) {
      fate = Fate.CUT_IN_DATA;
    } else if (drawn < 30) {
      fate = Fate.CUT_AFTER_DOT;
    } else if (drawn < 32) {
      fate = Fate.TAKEN_AND_CUT;
    }
    fates.merge(fate, 1, Integer::sum);
    return fate;
  }

  private void listen(MailSink sink) {
    for (Letter letter : sink.take()) {
      String id = letter.field("Message-ID");
      assertTrue(id.matches("<\\d+@torture.example>"), id);
      long n = Long.parseLong(id.substring(1, id.indexOf('@')));
      if (!seen.add(n)) {
        repeats++;
      } else if (last.merge(n / OF_A_TICKET, n, Math::max) > n) {
        overtaken++;
      }
    }
  }

  private long waiting() {
    return desk.number(
        "select count(*) from notifications.outgoing_mail where state in ('QUEUED', 'SENDING')");
  }
}
