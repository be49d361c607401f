package it.sportello.entitlements;

import jakarta.persistence.EntityManager;
import jakarta.persistence.FlushModeType;
import jakarta.persistence.Query;
import jakarta.persistence.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Native statements of this module, with named parameters; the columns of a row by name. They do
 * not flush what others have yet to write: no statement here reads another's rows.
 *
 * <p>Dates and times of day cross the driver as text, both ways: bound as values, they are shifted
 * by the zone of the machine.
 */
final class Rows {
  private Rows() {}

  @SuppressWarnings("unchecked")
  static List<Tuple> of(EntityManager em, String sql, Map<String, ?> parameters) {
    return with(em.createNativeQuery(sql, Tuple.class), parameters).getResultList();
  }

  static int run(EntityManager em, String sql, Map<String, ?> parameters) {
    return with(em.createNativeQuery(sql), parameters).executeUpdate();
  }

  private static Query with(Query query, Map<String, ?> parameters) {
    parameters.forEach(query::setParameter);
    return query.setFlushMode(FlushModeType.COMMIT);
  }

  static long number(Tuple row, String column) {
    return ((Number) row.get(column)).longValue();
  }

  static int small(Tuple row, String column) {
    return ((Number) row.get(column)).intValue();
  }

  static Optional<Long> anyNumber(Tuple row, String column) {
    return Optional.ofNullable(row.get(column)).map(n -> ((Number) n).longValue());
  }

  static Optional<Duration> anyMinutes(Tuple row, String column) {
    return anyNumber(row, column).map(Duration::ofMinutes);
  }

  static String text(Tuple row, String column) {
    return row.get(column).toString();
  }

  static boolean truth(Tuple row, String column) {
    return (Boolean) row.get(column);
  }

  /** A date that the statement casts to text, see {@link Rows}. */
  static LocalDate date(Tuple row, String column) {
    return LocalDate.parse(text(row, column));
  }

  /** A time of day that the statement casts to text. */
  static LocalTime time(Tuple row, String column) {
    return LocalTime.parse(text(row, column));
  }

  static Instant instant(Tuple row, String column) {
    return anyInstant(row, column).orElseThrow();
  }

  static Optional<Instant> anyInstant(Tuple row, String column) {
    return Optional.ofNullable(row.get(column))
        .map(
            value -> {
              if (value instanceof java.sql.Timestamp t) {
                return t.toInstant();
              }
              return value instanceof OffsetDateTime o ? o.toInstant() : (Instant) value;
            });
  }
}
