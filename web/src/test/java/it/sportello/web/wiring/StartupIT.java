package it.sportello.web.wiring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import it.sportello.web.harness.Desk;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ArquillianExtension.class)
@RunAsClient
class StartupIT {
  private final Desk desk = Desk.running();

  @Test
  void everyModuleHasItsSchemaAndItsHistory() {
    assertEquals(
        List.of("contacts", "entitlements", "notifications", "ticketing"),
        desk.sql()
            .column(
                "select schemaname from pg_tables where tablename = 'schema_history' order by 1"));
  }

  @Test
  void theRoleThatTheDeskWorksWithCannotChangeATable() {
    assertEquals(
        0,
        desk.sql()
            .number(
                """
                select count(*) from pg_namespace
                where has_schema_privilege('sportello_app', oid, 'create')
                  and nspname in ('contacts', 'ticketing', 'entitlements', 'notifications')
                """));
  }

  @Test
  void theClockCanBeSetInATestAndComesBack() {
    Instant there = Instant.parse("2027-10-04T07:00:00Z");

    desk.travelTo(there);
    Duration since = Duration.between(there, desk.now());
    desk.back();

    assertTrue(!since.isNegative() && since.toSeconds() < 60, since::toString);
    assertTrue(desk.now().isBefore(there));
  }
}
