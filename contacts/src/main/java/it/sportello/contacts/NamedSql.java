package it.sportello.contacts;

import jakarta.persistence.EntityManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.query.sql.spi.ParameterRecognizer;

/** A statement whose named parameters were found, by Hibernate's own reader of such statements. */
final class NamedSql {
  /** Some statements are put together anew each time; all others fit well. */
  private static final int MOST = 2_000;

  private static final Map<String, NamedSql> KNOWN = new ConcurrentHashMap<>();

  /** What stands before, between and after the parameters: one more than there are names. */
  private final List<String> parts;

  private final List<String> names;
  private final String plain;

  private NamedSql(Reader read) {
    this.parts = List.copyOf(read.parts);
    this.names = List.copyOf(read.names);
    this.plain = String.join("?", parts);
  }

  static NamedSql of(EntityManager em, String sql) {
    NamedSql known = KNOWN.get(sql);
    if (known == null) {
      Reader reader = new Reader();
      em.unwrap(SharedSessionContractImplementor.class)
          .getFactory()
          .getQueryEngine()
          .getNativeQueryInterpreter()
          .recognizeParameters(sql, reader);
      known = new NamedSql(reader);
      if (KNOWN.size() >= MOST) {
        KNOWN.clear();
      }
      KNOWN.put(sql, known);
    }
    return known;
  }

  Bound bind(Map<String, ?> parameters) {
    List<Object> values = new ArrayList<>(names.size());
    StringBuilder sql = new StringBuilder();
    boolean lists = false;
    for (int i = 0; i < names.size(); i++) {
      Object value = parameters.get(names.get(i));
      if (value == null && !parameters.containsKey(names.get(i))) {
        throw new IllegalArgumentException("no value for :" + names.get(i));
      }
      if (value instanceof Collection<?> list) {
        lists = true;
        values.addAll(list);
        sql.append(parts.get(i)).append(places(list.size()));
      } else {
        values.add(value);
        sql.append(parts.get(i)).append('?');
      }
    }
    return new Bound(lists ? sql + parts.get(names.size()) : plain, values);
  }

  /** Nothing is in a list of none. */
  private static String places(int size) {
    return size == 0 ? "null" : String.join(", ", Collections.nCopies(size, "?"));
  }

  /** A statement as the driver takes it, and its values in their order. */
  record Bound(String sql, List<Object> values) {
    void set(PreparedStatement statement) throws SQLException {
      for (int i = 0; i < values.size(); i++) {
        set(statement, i + 1, values.get(i));
      }
    }

    private static void set(PreparedStatement statement, int at, Object value) throws SQLException {
      if (value == null) {
        statement.setNull(at, Types.NULL);
      } else if (value instanceof String text) {
        statement.setString(at, text);
      } else if (value instanceof Long number) {
        statement.setLong(at, number);
      } else if (value instanceof Integer number) {
        statement.setInt(at, number);
      } else if (value instanceof Boolean truth) {
        statement.setBoolean(at, truth);
      } else if (value instanceof Instant instant) {
        statement.setObject(at, instant.atOffset(ZoneOffset.UTC), Types.TIMESTAMP_WITH_TIMEZONE);
      } else if (value instanceof byte[] bytes) {
        statement.setBytes(at, bytes);
      } else if (value instanceof Double number) {
        statement.setDouble(at, number);
      } else {
        statement.setArray(at, array(statement, value));
      }
    }

    private static java.sql.Array array(PreparedStatement statement, Object value)
        throws SQLException {
      String type;
      if (value instanceof String[]) {
        type = "text";
      } else if (value instanceof Long[]) {
        type = "bigint";
      } else if (value instanceof Integer[]) {
        type = "integer";
      } else if (value instanceof Boolean[]) {
        type = "boolean";
      } else if (value instanceof byte[][]) {
        type = "bytea";
      } else {
        throw new IllegalArgumentException("no parameter: " + value.getClass());
      }
      return statement.getConnection().createArrayOf(type, (Object[]) value);
    }
  }

  private static final class Reader implements ParameterRecognizer {
    private final List<String> parts = new ArrayList<>();
    private final List<String> names = new ArrayList<>();
    private final StringBuilder part = new StringBuilder();

    @Override
    public void namedParameter(String name, int position) {
      parts.add(part.toString());
      part.setLength(0);
      names.add(name);
    }

    @Override
    public void other(char character) {
      part.append(character);
    }

    @Override
    public void complete() {
      parts.add(part.toString());
    }

    @Override
    public void ordinalParameter(int position) {
      throw new IllegalArgumentException("a parameter without a name");
    }

    @Override
    public void jpaPositionalParameter(int label, int position) {
      throw new IllegalArgumentException("a parameter without a name");
    }
  }
}
