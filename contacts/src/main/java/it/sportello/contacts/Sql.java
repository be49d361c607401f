package it.sportello.contacts;

import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Native statements with named parameters; the columns of a row are read by name. */
final class Sql {
  private Sql() {}

  @SuppressWarnings("unchecked")
  static List<Tuple> rows(EntityManager em, String sql, Map<String, ?> parameters) {
    var query = em.createNativeQuery(sql, Tuple.class);
    parameters.forEach(query::setParameter);
    return query.getResultList();
  }

  static Optional<Tuple> row(EntityManager em, String sql, Map<String, ?> parameters) {
    return rows(em, sql, parameters).stream().findFirst();
  }

  static int run(EntityManager em, String sql, Map<String, ?> parameters) {
    var query = em.createNativeQuery(sql);
    parameters.forEach(query::setParameter);
    return query.executeUpdate();
  }

  static long id(Tuple row, String column) {
    return ((Number) row.get(column)).longValue();
  }

  static String text(Tuple row, String column) {
    Object value = row.get(column);
    return value == null ? "" : value.toString();
  }
}
