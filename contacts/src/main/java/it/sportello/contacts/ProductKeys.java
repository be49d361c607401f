package it.sportello.contacts;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The public keys by which host products sign the form's tokens. To rotate: add the new one, let
 * the product sign with it, let the old one retire; until then tokens of both are taken.
 */
@ApplicationScoped
@Transactional
public class ProductKeys {
  static final int MOST = 10;

  @PersistenceContext(unitName = "sportello")
  EntityManager em;

  @Inject DeskClock clock;
  @Inject Audit audit;

  /**
   * One key.
   *
   * @param retires exactly then it verifies nothing any more
   */
  public record Key(
      String product, String name, String kid, Instant made, Optional<Instant> retires) {}

  /** A product. */
  public record Host(String id, String name, List<String> origins) {}

  public List<Host> hosts(Scope by) {
    NotPermitted.unlessAdministrator(by, "see keys");
    return Sql.rows(
            em, "select id, name, origins from contacts.product order by name, id", Map.of())
        .stream()
        .map(
            row ->
                new Host(
                    Sql.text(row, "id"),
                    Sql.text(row, "name"),
                    List.of(Sql.text(row, "origins").split(" "))))
        .toList();
  }

  /** By product, the newest first; also those that have retired. */
  public List<Key> all(Scope by) {
    NotPermitted.unlessAdministrator(by, "see keys");
    return Sql.rows(
            em,
            """
            select k.product, p.name, k.kid, k.made_at, k.retires_at
            from contacts.product_key k join contacts.product p on p.id = k.product
            order by p.name, k.product, k.made_at desc, k.kid
            """,
            Map.of())
        .stream()
        .map(ProductKeys::key)
        .toList();
  }

  private static Key key(DataRow row) {
    return new Key(
        Sql.text(row, "product"),
        Sql.text(row, "name"),
        Sql.text(row, "kid"),
        row.get("made_at", Instant.class),
        Optional.ofNullable(row.get("retires_at", Instant.class)));
  }

  /**
   * @param jwk the public key as RFC 7517 writes it, already held to be one
   * @throws InvalidValue {@code key.product}, {@code key.taken} for a kid that this product has
   *     had, {@code key.many}
   */
  public void add(Scope by, String product, String kid, String jwk) {
    NotPermitted.unlessAdministrator(by, "add a key");
    String held = "select id from contacts.product where id = :product for update";
    if (Sql.row(em, held, Map.of("product", product)).isEmpty()) {
      throw new InvalidValue("key.product");
    }
    if (inForce(product) >= MOST) {
      throw new InvalidValue("key.many");
    }
    int added =
        Sql.run(
            em,
            """
            insert into contacts.product_key (product, kid, jwk, made_at)
            values (:product, :kid, :jwk, :now)
            on conflict (product, kid) do nothing
            """,
            Map.of("product", product, "kid", kid, "jwk", jwk, "now", clock.now()));
    if (added == 0) {
      throw new InvalidValue("key.taken");
    }
    audit.record(by, "key.add", "product:" + product);
  }

  private int inForce(String product) {
    return (int)
        Sql.id(
            Sql.row(
                    em,
                    """
                    select count(*) n from contacts.product_key
                    where product = :product and (retires_at is null or retires_at > :now)
                    """,
                    Map.of("product", product, "now", clock.now()))
                .orElseThrow(),
            "n");
  }

  /** Lets a key retire after {@code overlap}, none for at once; a key that has retired stays so. */
  public void retire(Scope by, String product, String kid, Duration overlap) {
    NotPermitted.unlessAdministrator(by, "retire a key");
    Instant now = clock.now();
    int retired =
        Sql.run(
            em,
            """
            update contacts.product_key set retires_at = :then
            where product = :product and kid = :kid and (retires_at is null or retires_at > :now)
            """,
            Map.of("then", now.plus(overlap), "product", product, "kid", kid, "now", now));
    if (retired == 1) {
      audit.record(by, "key.retire", "product:" + product);
    }
  }
}
