package it.sportello.contacts;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The one clock of the desk: the database's time, to the microsecond, so that two nodes whose
 * machines disagree still promise the same instants. The offset between the two is measured again
 * every 30 seconds; while the database is away the last offset holds.
 */
@ApplicationScoped
public class DeskClock {
  private static final Logger LOG = Logger.getLogger(DeskClock.class.getName());
  private static final long REFRESH_NANOS = TimeUnit.SECONDS.toNanos(30);

  @Resource(lookup = "jdbc/sportello")
  DataSource database;

  @Inject
  @ConfigProperty(name = "sportello.clock.settable", defaultValue = "false")
  boolean settable;

  private final Clock machine = Clock.systemUTC();
  private final AtomicLong nextRefresh = new AtomicLong(System.nanoTime());
  private volatile Duration offset = Duration.ZERO;
  private volatile Duration travelled = Duration.ZERO;

  public Instant now() {
    long due = nextRefresh.get();
    long nanos = System.nanoTime();
    if (nanos - due >= 0 && nextRefresh.compareAndSet(due, nanos + REFRESH_NANOS)) {
      measure();
    }
    return machine.instant().plus(offset).plus(travelled).truncatedTo(ChronoUnit.MICROS);
  }

  /**
   * Sets the clock, which goes on running from there.
   *
   * @throws IllegalStateException unless {@code sportello.clock.settable} is true
   */
  public void travelTo(Instant there) {
    if (!settable) {
      throw new IllegalStateException("this clock cannot be set");
    }
    travelled = Duration.ZERO;
    travelled = Duration.between(now(), there);
  }

  /** Back to the present. */
  public void back() {
    travelled = Duration.ZERO;
  }

  private void measure() {
    try (var connection = database.getConnection();
        var statement = connection.createStatement();
        var rows = statement.executeQuery("select clock_timestamp()")) {
      Instant before = machine.instant();
      rows.next();
      offset =
          Duration.between(before, rows.getObject(1, java.time.OffsetDateTime.class).toInstant());
    } catch (SQLException e) {
      LOG.log(
          Level.WARNING,
          "The database does not tell the time; the last offset holds: {0}",
          e.getSQLState());
    }
  }
}
