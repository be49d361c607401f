package it.sportello.web.inside;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import it.sportello.contacts.Contacts;
import it.sportello.contacts.DeskClock;
import it.sportello.contacts.EmailAddress;
import it.sportello.contacts.Language;
import it.sportello.contacts.PlatformCode;
import it.sportello.entitlements.Counter;
import it.sportello.ticketing.Channel;
import it.sportello.ticketing.Impact;
import it.sportello.ticketing.NewTicket;
import it.sportello.ticketing.Origin;
import it.sportello.ticketing.Reference;
import jakarta.annotation.Resource;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** On the real server: every listener of an opening works in its one transaction. */
@ExtendWith(ArquillianExtension.class)
class OneTransactionIT {
  /** Without those that a background job writes by itself. */
  private static final String MAILS =
      "select count(*) from notifications.outgoing_mail where kind <> 'DUTY'";

  @Inject Counter counter;
  @Inject Contacts contacts;
  @Inject DeskClock clock;
  @Inject Witness witness;

  @Resource(lookup = "jdbc/sportello")
  DataSource database;

  @AfterEach
  void calm() {
    witness.refuses(false);
  }

  @Test
  void aNestedListenerSeesWhatTheCommandHasNotYetCommitted() {
    var receipt = counter.open(request(UUID.randomUUID().toString()));

    assertEquals(receipt.ticket(), witness.heardOf());
    assertTrue(witness.sawTheTicket(), "the listener read the row in the same transaction");
  }

  @Test
  void aNodeThatStandsStillInATransactionHoldsItsLocksForMinutesAtMost() throws SQLException {
    try (var connection = database.getConnection();
        var statement = connection.createStatement();
        var row = statement.executeQuery("show idle_in_transaction_session_timeout")) {
      row.next();
      assertEquals("5min", row.getString(1));
    }
  }

  @Test
  void anExceptionInTheLastListenerUndoesTheWholeOpening() throws SQLException {
    String key = UUID.randomUUID().toString();
    long mails = count(MAILS);
    long clocks = count("select count(*) from entitlements.clock");
    witness.refuses(true);

    assertThrows(RuntimeException.class, () -> counter.open(request(key)));

    assertEquals(
        0, count("select count(*) from ticketing.ticket where origin_key = '" + key + "'"));
    assertEquals(mails, count(MAILS));
    assertEquals(clocks, count("select count(*) from entitlements.clock"));
  }

  private NewTicket request(String key) {
    var platform = contacts.platformByCode(new PlatformCode("1042")).orElseThrow();
    var owner = contacts.contactsOf(platform.id()).get(0);
    Instant now = clock.now();
    return new NewTicket(
        new Origin("one-transaction", key, "same"),
        Channel.FORM,
        platform.id(),
        Optional.of(owner.id()),
        new EmailAddress("titolare@pasticceria-aurora.example"),
        Language.IT,
        "Tutto o niente",
        "Una riga.",
        "",
        Impact.MINOR,
        new Reference(Map.of()),
        now,
        now,
        List.of());
  }

  private long count(String query) throws SQLException {
    try (var connection = database.getConnection();
        var statement = connection.createStatement();
        var row = statement.executeQuery(query)) {
      row.next();
      return row.getLong(1);
    }
  }
}
