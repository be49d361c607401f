package it.sportello.notifications;

import jakarta.persistence.EntityManager;
import jakarta.persistence.FlushModeType;
import jakarta.persistence.Query;
import jakarta.persistence.Tuple;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Native statements with named parameters; the columns of a row are read by name. They do not flush
 * what other modules have pending: nothing here refers to a row of theirs.
 */
final class Sql {
  private Sql() {}

  @SuppressWarnings("unchecked")
  static List<Tuple> rows(EntityManager em, String sql, Map<String, ?> parameters) {
    return bound(em.createNativeQuery(sql, Tuple.class), parameters).getResultList();
  }

  static Optional<Tuple> row(EntityManager em, String sql, Map<String, ?> parameters) {
    return rows(em, sql, parameters).stream().findFirst();
  }

  static int run(EntityManager em, String sql, Map<String, ?> parameters) {
    return bound(em.createNativeQuery(sql), parameters).executeUpdate();
  }

  private static Query bound(Query query, Map<String, ?> parameters) {
    parameters.forEach(query::setParameter);
    return query.setFlushMode(FlushModeType.COMMIT);
  }

  static long number(Tuple row, String column) {
    return ((Number) row.get(column)).longValue();
  }

  /** Empty for null. */
  static Optional<Long> id(Tuple row, String column) {
    return Optional.ofNullable((Number) row.get(column)).map(Number::longValue);
  }

  static String text(Tuple row, String column) {
    return row.get(column).toString();
  }

  static <E extends Enum<E>> E constant(Class<E> type, Tuple row, String column) {
    return Enum.valueOf(type, text(row, column));
  }

  static byte[] bytes(Tuple row, String column) {
    Object value = row.get(column);
    return value == null ? new byte[0] : (byte[]) value;
  }

  /** Empty for null. */
  static Optional<Instant> instant(Tuple row, String column) {
    Object value = row.get(column);
    if (value == null || value instanceof Instant) {
      return Optional.ofNullable((Instant) value);
    }
    return Optional.of(
        value instanceof OffsetDateTime time ? time.toInstant() : ((Timestamp) value).toInstant());
  }
}
