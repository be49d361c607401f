package it.sportello.notifications;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Random;

/**
 * What is done to the nodes of a desk: killed at any moment, killed in the middle of a transaction,
 * held for longer than a lease, and robbed of the lease as if it had ended.
 */
final class Blows {
  private static final long HELD_SECONDS = ImapReader.LEASE.toSeconds() + 5;

  /** By how much of them the kills may be ahead of the cuts. */
  private static final double AHEAD = 0.1;

  private static final List<String> TABLES =
      List.of(
          "notifications.mailbox",
          "notifications.incoming_mail",
          "ticketing.ticket",
          "notifications.outgoing_mail");

  private final TestDesk desk;
  private final List<NodeProcess> nodes;
  private final MailTorture.Sizes sizes;
  private final Random random;
  private int kills;
  private int inTransaction;
  private int stops;
  private int taken;

  Blows(TestDesk desk, List<NodeProcess> nodes, MailTorture.Sizes sizes, long seed) {
    this.desk = desk;
    this.nodes = nodes;
    this.sizes = sizes;
    this.random = new Random(seed);
  }

  /**
   * @param hit from 0 to 1, how far the cuts are; the kills keep step with them
   */
  void next(double hit) throws Exception {
    hold();
    strike(kills < sizes.kills() * Math.min(1, hit + AHEAD));
  }

  boolean areEnough() {
    return kills >= sizes.kills() && stops >= sizes.stops();
  }

  /** From 0 to 1. */
  double done() {
    return Math.min(1, kills / (double) sizes.kills());
  }

  void end() throws IOException, InterruptedException {
    for (NodeProcess each : nodes) {
      if (each.isStopped()) {
        each.goOn();
      }
    }
  }

  @Override
  public String toString() {
    return ("%d kills (%d in a transaction), %d times held longer than the lease, %d times robbed of"
            + " it")
        .formatted(kills, inTransaction, stops, taken);
  }

  /** One at most is held at a time; two others can take over. */
  private void hold() throws Exception {
    for (NodeProcess each : nodes) {
      if (each.isStopped() && each.stoppedSeconds() > HELD_SECONDS) {
        each.goOn();
        stops++;
      }
    }
    boolean none = nodes.stream().noneMatch(NodeProcess::isStopped);
    boolean due = stops < sizes.stops() && kills * sizes.stops() >= stops * sizes.kills();
    if (none && due) {
      NodeProcess one = nodes.get(random.nextInt(nodes.size()));
      if (one.isReady()) {
        one.stop();
      }
    }
  }

  private void strike(boolean kill) throws Exception {
    Thread.sleep(random.nextInt(400));
    // Whoever lost its lease takes leave of the server, which nobody does who is killed.
    if (random.nextInt(kill ? 10 : 2) == 0) {
      rob();
    }
    for (NodeProcess each : nodes) {
      assertTrue(each.isAlive(), () -> each.name() + " has ended by itself; see its log");
    }
    List<NodeProcess> ready = nodes.stream().filter(NodeProcess::isReady).toList();
    // Somebody reads most of the time: where nobody does, nothing can go wrong.
    if (kill && ready.size() > 1) {
      kill(ready.get(random.nextInt(ready.size())));
    }
  }

  private void rob() {
    try (Connection connection = desk.connection();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("set local lock_timeout = '2s'");
      statement.execute(
          "update notifications.mailbox set fence = fence + 1, holder = '', lease_until ="
              + " '-infinity'");
      connection.commit();
      taken++;
    } catch (SQLException e) {
      // Whoever is held holds the lock.
      return;
    }
  }

  private void kill(NodeProcess one) throws Exception {
    Thread.sleep(random.nextInt(500));
    if (random.nextBoolean() && killInTransaction(one)) {
      inTransaction++;
    } else {
      one.kill();
    }
    kills++;
    one.start();
  }

  /** The node waits for a lock that is held here; so its transaction is open when it dies. */
  private boolean killInTransaction(NodeProcess node) throws Exception {
    try (Connection connection = desk.connection();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("set local lock_timeout = '2s'");
      statement.execute(
          "lock table " + TABLES.get(random.nextInt(TABLES.size())) + " in share mode");
      for (int i = 0; i < 100; i++) {
        if (waits(node)) {
          node.kill();
          connection.rollback();
          return true;
        }
        Thread.sleep(10);
      }
      connection.rollback();
    } catch (SQLException e) {
      // Somebody who is held holds the lock.
      return false;
    }
    return false;
  }

  private boolean waits(NodeProcess node) {
    return desk.number(
            "select count(*) from pg_stat_activity where wait_event_type = 'Lock'"
                + " and application_name = '"
                + node.name()
                + "'")
        > 0;
  }
}
