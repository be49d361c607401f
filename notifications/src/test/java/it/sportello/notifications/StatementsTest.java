package it.sportello.notifications;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import it.sportello.contacts.DataRow;
import it.sportello.contacts.Statements;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceException;
import jakarta.persistence.TransactionRequiredException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StatementsTest {
  private final EntityManager em = TestDesk.get().em();

  @Test
  void everyKindOfValueGoesInAndComesBack() {
    Instant night = Instant.parse("2026-10-25T00:59:59.123456Z");
    Map<String, Object> values = new HashMap<>();
    values.put("text", "perché? :no '");
    values.put("number", 5_000_000_000L);
    values.put("small", 7);
    values.put("truth", true);
    values.put("at", night);
    values.put("bytes", new byte[] {0, -1});
    values.put("half", 0.5);
    values.put("nothing", null);
    DataRow row =
        row(
            """
            select :text as text, :number as number, :small as small, :truth as truth, :at as at,
              :bytes as bytes, :half as half, cast(:nothing as text) as nothing, :text as again,
              '{"a":1}'::jsonb as json, ':text' as quoted -- :this is nobody's
            """,
            values);
    assertEquals("perché? :no '", row.get("text"));
    assertEquals("perché? :no '", row.get("again"));
    assertEquals(5_000_000_000L, row.get("number"));
    assertEquals(7, row.get("small"));
    assertEquals(true, row.get("truth"));
    assertEquals(night, row.get("at", Instant.class));
    assertArrayEquals(new byte[] {0, -1}, row.get("bytes", byte[].class));
    assertEquals(0.5, row.get("half"));
    assertEquals(null, row.get("nothing"));
    assertEquals("{\"a\": 1}", row.get("json"));
    assertEquals(":text", row.get("quoted"));
    assertThrows(IllegalArgumentException.class, () -> row.get("nowhere"));
  }

  @Test
  void arraysAndListsGoInAsTheyAre() {
    DataRow row =
        row(
            """
            select cast(:texts as text[]) as texts, cardinality(:numbers) as numbers,
              cardinality(:small) as small, (:truths)[2] as truth, (:bytes)[1] as bytes,
              3 in (:list) as among, :numbers as back
            """,
            Map.of(
                "texts", new String[] {"a,b", "\"", ""},
                "numbers", new Long[] {1L, 2L},
                "small", new Integer[] {1},
                "truths", new Boolean[] {true, false},
                "bytes", new byte[][] {{1}, {2}},
                "list", List.of(1, 2, 3)));
    assertArrayEquals(new String[] {"a,b", "\"", ""}, (String[]) row.get("texts"));
    assertArrayEquals(new Long[] {1L, 2L}, (Long[]) row.get("back"));
    assertEquals(2, row.get("numbers"));
    assertEquals(1, row.get("small"));
    assertEquals(false, row.get("truth"));
    assertArrayEquals(new byte[] {1}, row.get("bytes", byte[].class));
    assertEquals(true, row.get("among"));
    assertEquals(
        0L,
        row("select count(*) as n from pg_class where 3 in (:none)", Map.of("none", List.of()))
            .get("n"));
  }

  @Test
  void whatIsNotSaidIsNotGuessed() {
    assertThrows(IllegalArgumentException.class, () -> row("select :x as x", Map.of()));
    assertThrows(
        IllegalArgumentException.class, () -> row("select :x as x", Map.of("x", new Object())));
    assertThrows(IllegalArgumentException.class, () -> row("select ? as x", Map.of()));
    assertThrows(PersistenceException.class, () -> row("select nothing", Map.of()));
    assertThrows(
        TransactionRequiredException.class,
        () -> Statements.run(em, "delete from notifications.bad_address", Map.of()));
  }

  /** More than are remembered at once; each is another text. */
  @Test
  void thereMayBeAnyNumberOfStatements() {
    for (int i = 0; i < 2_100; i++) {
      assertEquals(i, row("select " + i + " as n", Map.of()).get("n"));
    }
  }

  private DataRow row(String sql, Map<String, ?> values) {
    return Statements.row(em, sql, values).orElseThrow();
  }
}
