package it.sportello.entitlements;

import it.sportello.contacts.DataRow;
import it.sportello.ticketing.Origin;
import it.sportello.ticketing.OriginReused;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.Map;
import java.util.Optional;

/**
 * What administrators did, by the key they asked under. Acts happen one after the other over all
 * nodes: they are rare, what one checks no other may change meanwhile, and versions are committed
 * in the order of their ids, which {@link LevelStore} builds on.
 */
@ApplicationScoped
class Acts {
  private static final long LOCK = 0x5907_7e11_0002L;

  private static final String BEFORE =
      """
      select fingerprint, made
      from entitlements.act
      where source = :source and key = :key
      """;

  private static final String KEEP =
      """
      insert into entitlements.act (source, key, fingerprint, made)
      values (:source, :key, :fingerprint, :made)
      """;

  @PersistenceContext(unitName = "sportello")
  EntityManager em;

  /**
   * Waits until no other act is under way. What the same origin made before; empty for a new one.
   *
   * @throws OriginReused when the key came before with another fingerprint
   */
  Optional<Long> begin(Origin origin) {
    Rows.rows(em, "select pg_advisory_xact_lock(:lock) is null locked", Map.of("lock", LOCK));
    Optional<DataRow> before =
        Rows.rows(em, BEFORE, Map.of("source", origin.source(), "key", origin.key())).stream()
            .findFirst();
    if (before.isPresent()
        && !Rows.text(before.get(), "fingerprint").equals(origin.fingerprint())) {
      throw new OriginReused(origin.source());
    }
    return before.map(row -> Rows.number(row, "made"));
  }

  void keep(Origin origin, long made) {
    Rows.run(
        em,
        KEEP,
        Map.of(
            "source",
            origin.source(),
            "key",
            origin.key(),
            "fingerprint",
            origin.fingerprint(),
            "made",
            made));
  }
}
