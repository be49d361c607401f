package it.sportello.contacts;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The vendor's products that show the form. */
@ApplicationScoped
@Transactional
public class Products {
  private static final Jsonb JSON = JsonbBuilder.create();

  /** With the keys that are in force now, as one set of RFC 7517. */
  private static final String PRODUCT =
      """
      select p.id, p.name, p.origins, p.reference_fields,
        (select coalesce(string_agg(k.jwk, ',' order by k.made_at desc, k.kid), '')
         from contacts.product_key k
         where k.product = p.id and (k.retires_at is null or k.retires_at > :now)) jwks
      from contacts.product p
      """;

  @PersistenceContext(unitName = "sportello")
  EntityManager em;

  @Inject DeskClock clock;

  public Optional<Product> product(String id) {
    return Sql.row(em, PRODUCT + "where p.id = :id", Map.of("id", id, "now", clock.now()))
        .map(Products::product);
  }

  /** The product that may be shown at this web origin. */
  public Optional<Product> ofOrigin(String origin) {
    return Sql.row(
            em,
            PRODUCT + "where :origin = any(string_to_array(p.origins, ' ')) order by p.id limit 1",
            Map.of("origin", origin, "now", clock.now()))
        .map(Products::product);
  }

  private static Product product(DataRow row) {
    return new Product(
        Sql.text(row, "id"),
        Sql.text(row, "name"),
        List.of(Sql.text(row, "origins").split(" ")),
        "{\"keys\":[" + Sql.text(row, "jwks") + "]}",
        List.of(JSON.fromJson(Sql.text(row, "reference_fields"), Product.ReferenceField[].class)));
  }
}
