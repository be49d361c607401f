package it.sportello.contacts;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Tuple;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The vendor's products that show the form. */
@ApplicationScoped
@Transactional
public class Products {
  private static final Jsonb JSON = JsonbBuilder.create();

  @PersistenceContext(unitName = "sportello")
  EntityManager em;

  public Optional<Product> product(String id) {
    return Sql.row(
            em,
            "select id, name, origins, jwk_set, reference_fields from contacts.product where id = :id",
            Map.of("id", id))
        .map(Products::product);
  }

  /** The product that may be shown at this web origin. */
  public Optional<Product> ofOrigin(String origin) {
    return Sql.row(
            em,
            """
            select id, name, origins, jwk_set, reference_fields from contacts.product
            where :origin = any(string_to_array(origins, ' '))
            order by id limit 1
            """,
            Map.of("origin", origin))
        .map(Products::product);
  }

  private static Product product(Tuple row) {
    return new Product(
        Sql.text(row, "id"),
        Sql.text(row, "name"),
        List.of(Sql.text(row, "origins").split(" ")),
        Sql.text(row, "jwk_set"),
        List.of(JSON.fromJson(Sql.text(row, "reference_fields"), Product.ReferenceField[].class)));
  }
}
