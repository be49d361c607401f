package it.sportello.web.inside;

import static org.junit.jupiter.api.Assertions.assertEquals;

import it.sportello.contacts.AgentId;
import it.sportello.contacts.Contacts;
import it.sportello.contacts.DeskClock;
import it.sportello.contacts.EmailAddress;
import it.sportello.contacts.Language;
import it.sportello.contacts.PlatformCode;
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
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import javax.sql.DataSource;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * On the real server, with its own watch running beside: a platform of the level Priority, taken in
 * charge within two working hours from nine to six.
 */
@ExtendWith(ArquillianExtension.class)
class WatchIT {
  private static final int AT_ONCE = 4;

  @Inject Watch watch;
  @Inject WatchWitness witness;
  @Inject Counter counter;
  @Inject Tickets tickets;
  @Inject Contacts contacts;
  @Inject DeskClock clock;

  @Resource(lookup = "jdbc/sportello")
  DataSource database;

  @Resource(lookup = "java:comp/DefaultManagedExecutorService")
  ManagedExecutorService executor;

  @AfterEach
  void comeBack() {
    clock.back();
  }

  @Test
  void nearAndMissedAreAnnouncedOnceEachHoweverManyWatch() throws Exception {
    TicketId ticket = openAt("2027-03-01T09:00+01:00");
    lookAt("2027-03-01T10:29:30+01:00");
    assertEquals(List.of(), witness.of(ticket));

    lookAt("2027-03-01T10:30:05+01:00");
    assertEquals(List.of("NEAR TAKE_IN_CHARGE"), witness.of(ticket));

    lookAt("2027-03-01T10:59:30+01:00");
    assertEquals(List.of("NEAR TAKE_IN_CHARGE"), witness.of(ticket), "not twice, and not missed");

    lookAt("2027-03-01T11:00:01+01:00");
    assertEquals(List.of("NEAR TAKE_IN_CHARGE", "MISSED TAKE_IN_CHARGE"), witness.of(ticket));

    lookAt("2027-03-02T12:00+01:00");
    assertEquals(
        List.of("NEAR TAKE_IN_CHARGE", "MISSED TAKE_IN_CHARGE", "MISSED ANSWER"),
        witness.of(ticket));
  }

  @Test
  void aRestartThatForgetsWhereItWasAnnouncesNothingAgain() throws Exception {
    TicketId ticket = openAt("2027-03-03T09:00+01:00");
    lookAt("2027-03-03T11:30+01:00");
    assertEquals(List.of("MISSED TAKE_IN_CHARGE"), witness.of(ticket));

    run(
        """
        insert into entitlements.watched (ticket, kind, round)
        select ticket, kind, round from entitlements.clock where ticket = %s
        on conflict (ticket, kind, round) do update set look_at = '-infinity'
        """
            .formatted(ticket));
    lookAt("2027-03-03T11:31+01:00");

    assertEquals(List.of("MISSED TAKE_IN_CHARGE"), witness.of(ticket));
  }

  @Test
  void whatIsKeptInTimeIsNotWatchedAnyMore() throws Exception {
    TicketId ticket = openAt("2027-03-04T09:00+01:00");
    clock.travelTo(at("2027-03-04T09:20+01:00"));
    tickets.takeInCharge(new Scope.Staff(agent(), Set.of(Role.AGENT)), ticket);

    lookAt("2027-03-04T12:00+01:00");

    assertEquals(List.of(), witness.of(ticket));
  }

  /** As many nodes would. */
  private void lookAt(String instant) throws Exception {
    clock.travelTo(at(instant));
    Callable<Long> look = () -> watch.look();
    for (var looked : executor.invokeAll(List.of(look, look, look, look).subList(0, AT_ONCE))) {
      looked.get();
    }
    // The server's own watch may hold a row that these have skipped.
    Thread.sleep(300);
    watch.look();
  }

  private TicketId openAt(String instant) {
    clock.travelTo(at(instant));
    var platform = contacts.platformByCode(new PlatformCode("1042")).orElseThrow();
    var owner = contacts.contactsOf(platform.id()).get(0);
    return counter
        .open(
            new NewTicket(
                new Origin("watch", UUID.randomUUID().toString(), "same"),
                Channel.FORM,
                platform.id(),
                Optional.of(owner.id()),
                new EmailAddress("titolare@pasticceria-aurora.example"),
                Language.IT,
                "In tempo",
                "Una riga.",
                "",
                Impact.MINOR,
                new Reference(Map.of()),
                at(instant),
                at(instant),
                List.of()))
        .ticket();
  }

  private AgentId agent() throws SQLException {
    try (var connection = database.getConnection();
        var statement = connection.createStatement();
        var row =
            statement.executeQuery("select id from contacts.staff where login = 'anna.conti'")) {
      row.next();
      return new AgentId(row.getLong(1));
    }
  }

  private void run(String sql) throws SQLException {
    try (var connection = database.getConnection();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static Instant at(String text) {
    return OffsetDateTime.parse(text).toInstant();
  }
}
