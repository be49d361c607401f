package it.sportello.notifications;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import it.sportello.contacts.AgentId;
import it.sportello.contacts.EmailAddress;
import it.sportello.contacts.Language;
import it.sportello.contacts.Role;
import it.sportello.contacts.Scope;
import it.sportello.entitlements.Counter;
import it.sportello.entitlements.Watch;
import it.sportello.ticketing.Channel;
import it.sportello.ticketing.Impact;
import it.sportello.ticketing.NewTicket;
import it.sportello.ticketing.Origin;
import it.sportello.ticketing.Reference;
import it.sportello.ticketing.TicketId;
import it.sportello.ticketing.Tickets;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** From a deadline that passes to the mail of the people on duty. */
@Timeout(120)
class DutyTest {
  private static final String MAILS =
      "select count(*) from notifications.outgoing_mail where kind = 'DUTY'";

  private final TestDesk desk = TestDesk.get();
  private final DutyRound round = desk.bean(DutyRound.class);
  private final Watch watch = desk.bean(Watch.class);

  @BeforeEach
  void start() {
    watch.look();
    desk.run("delete from notifications.duty_note");
    desk.run("delete from notifications.outgoing_mail");
    desk.run("update notifications.duty_round set last_at = '-infinity'");
    desk.run(
        """
        update contacts.staff
        set email = case when id = 1 then 'anna.conti@desk.example' else '' end
        """);
  }

  @AfterEach
  void end() {
    desk.run("update contacts.staff set email = ''");
  }

  @Test
  void oneMailListsAllThatIsLateWithoutAWordOfTheMessages() {
    TicketId first = late();
    TicketId second = late();

    assertEquals(1, round.turn());

    LetterDesk letters = desk.bean(LetterDesk.class);
    String mail =
        desk.bean(OutboxQueue.class).claim(RelayKey.DEFAULT, 10, Duration.ofMinutes(5)).stream()
            .filter(m -> m.recipient().value().equals("anna.conti@desk.example"))
            .map(m -> letters.render(List.of(m)).get(0))
            .map(m -> new String(m.rendered(), StandardCharsets.US_ASCII).replace("=\r\n", ""))
            .findFirst()
            .orElseThrow();
    assertTrue(mail.contains("Subject: Promesse da guardare, scadute: 2"), mail);
    assertTrue(mail.contains("Auto-Submitted: auto-generated"), mail);
    assertTrue(mail.contains(first + " =C2=B7 Pasticceria Aurora =C2=B7 Priorit=C3=A0"), mail);
    assertTrue(mail.contains("https://desk.example/ticket?n=3D" + second), mail);
    assertTrue(mail.contains("Presa in carico entro"), mail);
    assertFalse(mail.contains("newsletter"), "neither subject nor message");
    assertFalse(mail.contains("succede"), "neither subject nor message");
  }

  @Test
  void thereIsOneMailAMinuteAtMost() {
    late();
    assertEquals(1, round.turn());

    late();
    assertEquals(0, round.turn());

    desk.run("update notifications.duty_round set last_at = now() - interval '60 seconds'");
    assertEquals(1, round.turn());
    assertEquals(2, desk.number(MAILS));
  }

  @Test
  void outsideWorkingHoursNobodyIsTold() {
    late();
    desk.run("update notifications.duty_note set on_duty = now() + interval '1 minute'");

    assertEquals(0, round.turn());
    assertEquals(0, desk.number(MAILS));
  }

  @Test
  void whatWasKeptMeanwhileIsNotTold() {
    TicketId ticket = late();
    desk.bean(Tickets.class).takeInCharge(agent(), ticket);

    assertEquals(0, round.turn());
    assertEquals(0, desk.number("select batch from notifications.duty_note"));
  }

  @Test
  void aTicketIsNamedTenTimesADayAtMost() {
    TicketId ticket = late();
    desk.run(
        """
        insert into notifications.duty_note (ticket, kind, round, mark, level_version, due_at, zone,
          on_duty, batch, told_at)
        select ticket, 'ANSWER', i, mark, level_version, due_at, zone, on_duty, 1000 + i, now()
        from notifications.duty_note, generate_series(1, 10) i where ticket = %s
        """
            .formatted(ticket));

    assertEquals(0, round.turn());
  }

  @Test
  void withoutAnAddressNothingIsSentAndNothingWaits() {
    late();
    desk.run("update contacts.staff set email = ''");

    assertEquals(0, round.turn());
    assertEquals(
        0, desk.number("select count(*) from notifications.duty_note where batch is null"));
  }

  /** Its taking in charge is a minute late, and somebody is there. */
  private TicketId late() {
    TicketId ticket = open();
    desk.run(
        "update entitlements.clock set due_at = now() - interval '1 minute'"
            + " where kind = 'TAKE_IN_CHARGE' and ticket = "
            + ticket);
    watch.look();
    desk.run(
        "update notifications.duty_note set on_duty = now() - interval '1 second' where ticket = "
            + ticket);
    return ticket;
  }

  private TicketId open() {
    Instant now = desk.clock().now();
    return desk.bean(Counter.class)
        .open(
            new NewTicket(
                new Origin("duty", UUID.randomUUID().toString(), "f"),
                Channel.FORM,
                desk.platform("1042"),
                Optional.empty(),
                new EmailAddress("titolare@pasticceria-aurora.example"),
                Language.IT,
                "Non parte la newsletter",
                "Premo Invia e non succede nulla.",
                "",
                Impact.STOPPED,
                Reference.NONE,
                now,
                now,
                List.of()))
        .ticket();
  }

  private Scope agent() {
    return new Scope.Staff(
        new AgentId(desk.number("select id from contacts.staff where login = 'anna.conti'")),
        Set.of(Role.AGENT));
  }
}
