package it.sportello.contacts;

import jakarta.persistence.EntityManager;
import jakarta.persistence.TransactionRequiredException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hibernate.engine.jdbc.spi.JdbcCoordinator;
import org.hibernate.engine.spi.SharedSessionContractImplementor;

/**
 * Statements in SQL, with named parameters, in the running transaction; the columns of a row are
 * read by name. Each module's helper that reads columns is one of these.
 *
 * <p>Hibernate's session lends its connection, counts the statement and names the failure; its
 * native queries would find out anew at each call what the columns are, which costs as much as a
 * short statement itself. Nothing that entities have pending is flushed: a command whose statement
 * needs its entity written says so itself.
 */
public abstract class Statements {
  /** For a module's helper, which has no instances either. */
  protected Statements() {}

  /** What is done with a statement whose parameters are set. */
  @FunctionalInterface
  private interface Work<T> {
    T with(JdbcCoordinator jdbc, PreparedStatement statement) throws SQLException;
  }

  /**
   * @param parameters texts, numbers, truths, instants, bytes, arrays of these, a collection for
   *     {@code in (:these)}, or null
   * @throws IllegalArgumentException for a parameter that is missing or of no such kind
   */
  public static List<DataRow> rows(EntityManager em, String sql, Map<String, ?> parameters) {
    NamedSql.Bound bound = NamedSql.of(em, sql).bind(parameters);
    return run(
        em,
        bound,
        (jdbc, statement) -> {
          try (ResultSet found = jdbc.getResultSetReturn().extract(statement, bound.sql())) {
            List<DataRow> rows = new ArrayList<>();
            String[] columns = DataRow.columns(found);
            while (found.next()) {
              rows.add(DataRow.of(columns, found));
            }
            return rows;
          }
        });
  }

  /** The first of its rows. */
  public static Optional<DataRow> row(EntityManager em, String sql, Map<String, ?> parameters) {
    return rows(em, sql, parameters).stream().findFirst();
  }

  /**
   * @return how many rows were changed
   * @throws TransactionRequiredException outside a transaction, where half of a command would stay
   */
  public static int run(EntityManager em, String sql, Map<String, ?> parameters) {
    if (!em.isJoinedToTransaction()) {
      throw new TransactionRequiredException("a change outside a transaction");
    }
    NamedSql.Bound bound = NamedSql.of(em, sql).bind(parameters);
    return run(
        em,
        bound,
        (jdbc, statement) -> jdbc.getResultSetReturn().executeUpdate(statement, bound.sql()));
  }

  private static <T> T run(EntityManager em, NamedSql.Bound bound, Work<T> work) {
    SharedSessionContractImplementor session = em.unwrap(SharedSessionContractImplementor.class);
    JdbcCoordinator jdbc = session.getJdbcCoordinator();
    PreparedStatement statement = jdbc.getStatementPreparer().prepareStatement(bound.sql());
    try {
      bound.set(statement);
      return work.with(jdbc, statement);
    } catch (SQLException e) {
      throw session
          .getJdbcServices()
          .getSqlExceptionHelper()
          .convert(e, "A statement failed", bound.sql());
    } finally {
      jdbc.getLogicalConnection().getResourceRegistry().release(statement);
      jdbc.afterStatementExecution();
      if (!session.isTransactionInProgress()) {
        jdbc.afterTransaction();
      }
    }
  }
}
