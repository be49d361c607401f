package it.sportello.contacts;

import jakarta.persistence.EntityManager;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One search through one table of the registry. Where few entries have a word, they are gathered
 * and sorted; where all words are common, a stretch is walked in the order that is shown, and a
 * page is full after some hundred entries.
 */
final class DirectorySearch {
  private static final int MOST_WORDS = 5;
  private static final int LONGEST = 200;
  private static final int FEW = 2000;
  private static final int WALK = 5000;

  /** The name begins with what is typed. */
  private static final String NAMED =
      "(e.folded >= :named and e.folded < cast(:named as text) || chr(1114111))";

  private final EntityManager em;
  private final String kind;
  private final List<String> words;
  private final String named;

  /**
   * @param kind the name of a table of ours
   */
  DirectorySearch(EntityManager em, String kind, String typed) {
    this.em = em;
    this.kind = kind;
    String sought = sought(typed);
    words = sought.isBlank() ? List.of() : words(em, sought);
    named = words.isEmpty() ? "" : folded(em, sought);
  }

  /** Whether nothing was typed. */
  boolean isForAll() {
    return words.isEmpty();
  }

  /**
   * Those named as typed first, then by name.
   *
   * @param after the last of the page before; 0 for the first page
   */
  List<Long> ids(long after, int limit) {
    Map<String, Object> values = new HashMap<>(Map.of("limit", limit));
    boolean others = false;
    if (after != 0) {
      Optional<String> last = folded(after);
      if (last.isEmpty()) {
        return List.of();
      }
      others = !isForAll() && !last.get().startsWith(named);
      values.putAll(Map.of("after", after, "folded", last.get(), "others", others));
    }
    if (isForAll()) {
      return run("select e.id from contacts.# e where true" + beyond(after) + inOrder(""), values);
    }
    int rarest = rarest();
    List<Long> walked = rarest < 0 ? walked(others, after, limit, values) : List.of();
    if (walked.size() == limit) {
      return walked;
    }
    String found = rarest < 0 ? gathered() : few(rarest);
    String beyond =
        after == 0 ? "" : " and (not " + NAMED + ", e.folded, e.id) > (:others, :folded, :after)";
    return run(found + beyond + inOrder("not " + NAMED + ", "), values);
  }

  private Optional<String> folded(long id) {
    return Sql.row(em, "select folded from contacts." + kind + " where id = :id", Map.of("id", id))
        .map(row -> Sql.text(row, "folded"));
  }

  /** A full page, or what was found before the way became too long. */
  private List<Long> walked(boolean others, long after, int limit, Map<String, Object> values) {
    List<Long> found = new ArrayList<>();
    String beyond = beyond(after);
    if (!others) {
      found.addAll(run(stretch(NAMED + beyond), values));
      if (found.size() == limit || isLong(NAMED + beyond, values)) {
        return found;
      }
      beyond = "";
    }
    Map<String, Object> rest = new HashMap<>(values);
    rest.put("limit", limit - found.size());
    found.addAll(run(stretch("not " + NAMED + beyond), rest));
    return found;
  }

  private String stretch(String where) {
    StringBuilder sql =
        new StringBuilder("select e.id from (select e.id, e.folded from contacts.# e where ")
            .append(where)
            .append(" order by e.folded, e.id limit " + WALK + ") e");
    for (int i = 0; i < words.size(); i++) {
      sql.append(has(i));
    }
    return sql + inOrder("");
  }

  private boolean isLong(String where, Map<String, Object> values) {
    String sql =
        "select e.id from contacts.# e where " + where + " offset " + (WALK - 1) + " limit 1";
    return !run(sql, values).isEmpty();
  }

  /** Looks at each entry that has the rarest word whether it has the others too. */
  private String few(int rarest) {
    StringBuilder sql = new StringBuilder("select e.id from (select distinct w.# id");
    sql.append(" from contacts.#_word w where ").append(begins("w.word", rarest));
    sql.append(") f join contacts.# e on e.id = f.id");
    for (int i = 0; i < words.size(); i++) {
      if (i != rarest) {
        sql.append(has(i));
      }
    }
    return sql + " where true";
  }

  private String gathered() {
    StringBuilder sql = new StringBuilder("select e.id from contacts.# e where true");
    for (int i = 0; i < words.size(); i++) {
      sql.append(" and e.id in (").append(range(i)).append(")");
    }
    return sql.toString();
  }

  /** By the entry's few words, never by the word's many entries, whatever the planner believes. */
  private static String has(int word) {
    return " cross join lateral (select 1 from contacts.#_word w where w.# = e.id and %s limit 1) h%d"
        .formatted(begins("(w.word || '')", word), word);
  }

  private static String range(int word) {
    return "select w.# from contacts.#_word w where " + begins("w.word", word);
  }

  /** From the word itself up to before the last word that begins with it: a range of an index. */
  private static String begins(String column, int word) {
    return "%1$s >= :w%2$d and %1$s < cast(:w%2$d as text) || chr(1114111)".formatted(column, word);
  }

  private static String beyond(long after) {
    return after == 0 ? "" : " and (e.folded, e.id) > (:folded, :after)";
  }

  private static String inOrder(String first) {
    return " order by " + first + "e.folded, e.id limit :limit";
  }

  /** The word that fewest entries have; -1 when all are common. */
  private int rarest() {
    long least = FEW;
    int rarest = -1;
    for (int i = 0; i < words.size(); i++) {
      List<Long> counted =
          run("select count(*) id from (" + range(i) + " limit " + FEW + ") least", Map.of());
      if (counted.get(0) < least) {
        least = counted.get(0);
        rarest = i;
      }
    }
    return rarest;
  }

  /** {@code #} stands for the table. */
  private List<Long> run(String sql, Map<String, Object> values) {
    Map<String, Object> all = new HashMap<>(values);
    all.put("named", named);
    for (int i = 0; i < words.size(); i++) {
      all.put("w" + i, words.get(i));
    }
    all.keySet().removeIf(name -> !sql.contains(":" + name));
    return Sql.rows(em, sql.replace("#", kind), all).stream()
        .map(row -> Sql.id(row, "id"))
        .toList();
  }

  /** The longest first. */
  private static List<String> words(EntityManager em, String sought) {
    return Sql.rows(
            em,
            "select w from contacts.words(:typed) w order by length(w) desc, w limit " + MOST_WORDS,
            Map.of("typed", sought))
        .stream()
        .map(row -> Sql.text(row, "w"))
        .toList();
  }

  private static String folded(EntityManager em, String sought) {
    return Sql.row(em, "select contacts.folded(:typed) folded", Map.of("typed", sought))
        .map(row -> Sql.text(row, "folded").strip().replaceAll("\\s+", " "))
        .orElseThrow();
  }

  private static String sought(String typed) {
    String text = typed.length() > LONGEST ? typed.substring(0, LONGEST) : typed;
    String number = text.replaceAll("[ ()./+-]", "");
    return number.matches("[0-9]{5,15}") ? number : text.replace('\0', ' ');
  }
}
