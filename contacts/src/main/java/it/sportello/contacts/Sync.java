package it.sportello.contacts;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Map;

/**
 * Takes over what the vendor's system says of its customers. Each call is one short transaction, so
 * whoever has much calls often: {@link #BATCH} entries at a time are a good size. The same entry a
 * second time changes nothing. What people have entered by hand stays; so do the name, addresses
 * and numbers of a person who is registered for another platform too.
 */
@ApplicationScoped
@Transactional
public class Sync {
  public static final int BATCH = 500;
  private static final long LOCK = 0x5907_7e11_0005L;

  @PersistenceContext(unitName = "sportello")
  EntityManager em;

  @Inject DeskClock clock;
  @Inject Event<ContactEvent> events;

  /** What would become of the entries; nothing is changed. */
  public List<SyncOutcome> look(Scope by, List<SnapshotEntry> entries) {
    return run(by, entries, new SyncWriter());
  }

  /** In order; an entry that cannot be taken over is left out and says why. */
  public List<SyncOutcome> take(Scope by, List<SnapshotEntry> entries) {
    Sql.rows(em, "select pg_advisory_xact_lock(:lock) is null locked", Map.of("lock", LOCK));
    SyncWriter writer = new SyncWriter();
    List<SyncOutcome> outcomes = run(by, entries, writer);
    writer.write(em, by, clock.now());
    writer.facts(clock.now()).forEach(events::fire);
    return outcomes;
  }

  /** After much was taken over, so that searches find their way through tables of that size. */
  public void settle() {
    Sql.rows(em, "select contacts.look_anew() is null looked", Map.of());
  }

  private List<SyncOutcome> run(Scope by, List<SnapshotEntry> entries, SyncWriter writer) {
    if (!by.administers()) {
      throw new NotPermitted("take over a snapshot");
    }
    SyncState state = SyncState.read(em, entries);
    return entries.stream().map(entry -> new SyncStep(state, writer).take(entry)).toList();
  }
}
