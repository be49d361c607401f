package it.sportello.contacts;

import static java.util.stream.Collectors.toMap;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Tuple;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The registry as staff and administering programs look it up. Every word typed has to be the
 * beginning of a word of the entry; case and accents do not count.
 */
@ApplicationScoped
@Transactional
public class Directory {
  private static final int MOST_WORDS = 5;
  private static final int LONGEST = 200;

  /** What matches less often than this is gathered and sorted; the rest is walked in order. */
  private static final int FEW = 2000;

  private static final int WALK = 5000;

  @PersistenceContext(unitName = "sportello")
  EntityManager em;

  @Inject Contacts contacts;

  /**
   * @param next to be given as {@code after} for the next page; 0 when there is none
   */
  public record Found<T>(List<T> rows, long next) {}

  /** Platforms by name, also by a console number that they once had and by a domain of theirs. */
  public Found<Platform> platforms(Scope by, String typed, long after, int limit) {
    looks(by);
    List<Long> ids = ids("platform", typed, after, limit + 1);
    Map<PlatformId, Platform> found =
        contacts.platformsByIds(ids.stream().map(PlatformId::new).toList());
    return page(ids, limit, id -> found.get(new PlatformId(id)));
  }

  /** People by name; without a word typed, nobody. */
  public Found<Contact> people(Scope by, String typed, long after, int limit) {
    looks(by);
    if (words(typed).isEmpty()) {
      return new Found<>(List.of(), 0);
    }
    List<Long> ids = ids("contact", typed, after, limit + 1);
    Map<ContactId, Contact> found = contacts.byIds(ids.stream().map(ContactId::new).toList());
    return page(ids, limit, id -> found.get(new ContactId(id)));
  }

  /** Closed ones too. */
  public Optional<PlatformView> platform(Scope by, PlatformCode code) {
    looks(by);
    return Sql.row(
            em,
            """
            select p.id, p.country, p.product, p.version, p.closed_at from contacts.platform p
            where p.code = :code
              or p.id = (select c.platform from contacts.platform_code c where c.code = :code)
            """,
            Map.of("code", code.value()))
        .map(this::view);
  }

  /** Administrative contacts first, then by name; also of a closed platform. */
  public List<ContactView> contactsOf(Scope by, PlatformId platform) {
    looks(by);
    return views(platform);
  }

  /** The country in whose way the platform's telephone numbers are read. */
  public String country(PlatformId platform) {
    return Sql.row(
            em,
            "select country from contacts.platform where id = :id",
            Map.of("id", platform.value()))
        .map(row -> Sql.text(row, "country"))
        .orElseThrow(UnknownPlatform::new);
  }

  List<ContactView> views(PlatformId platform) {
    Map<ContactId, Tuple> rows =
        Sql.rows(
                em,
                """
                select c.id, c.version,
                  string_agg(k.kind, ' ') filter (where k.platform = :platform) kinds,
                  bool_or(k.platform <> :platform) elsewhere
                from contacts.contact c
                join contacts.contact_platform k on k.contact = c.id
                where c.id in (select o.contact from contacts.contact_platform o
                  where o.platform = :platform)
                group by c.id
                """,
                Map.of("platform", platform.value()))
            .stream()
            .collect(toMap(row -> new ContactId(Sql.id(row, "id")), Function.identity()));
    return contacts.contactsOf(platform).stream()
        .filter(contact -> rows.containsKey(contact.id()))
        .map(contact -> view(contact, rows.get(contact.id())))
        .toList();
  }

  private static ContactView view(Contact contact, Tuple row) {
    Set<ContactKind> kinds = Kinds.read(Sql.text(row, "kinds"));
    return new ContactView(
        contact, kinds, Sql.id(row, "version"), row.get("elsewhere", Boolean.class));
  }

  private PlatformView view(Tuple row) {
    PlatformId id = new PlatformId(Sql.id(row, "id"));
    return new PlatformView(
        contacts.platform(id).orElseThrow(),
        Sql.text(row, "country"),
        Optional.ofNullable(row.get("product", String.class)),
        Optional.ofNullable(row.get("closed_at", Instant.class)),
        Sql.id(row, "version"),
        contacts.domainsOf(id),
        codes(id));
  }

  private List<PlatformView.Code> codes(PlatformId platform) {
    return Sql.rows(
            em,
            """
            select c.code, c.since, c.actor, c.reason from contacts.platform_code c
            join contacts.platform p on p.id = c.platform
            where c.platform = :platform order by c.code <> p.code, c.since desc, c.code
            """,
            Map.of("platform", platform.value()))
        .stream()
        .map(
            row ->
                new PlatformView.Code(
                    new PlatformCode(Sql.text(row, "code")),
                    row.get("since", Instant.class),
                    Sql.text(row, "actor"),
                    Sql.text(row, "reason")))
        .toList();
  }

  /** In order, one more than is shown; {@code kind} is the name of a table of ours. */
  private List<Long> ids(String kind, String typed, long after, int limit) {
    List<String> words = words(typed);
    Map<String, Object> values = new HashMap<>(Map.of("limit", limit));
    if (after != 0) {
      Optional<Tuple> last =
          Sql.row(em, "select name from contacts." + kind + " where id = :id", Map.of("id", after));
      if (last.isEmpty()) {
        return List.of();
      }
      values.put("name", Sql.text(last.get(), "name"));
      values.put("after", after);
    }
    for (int i = 0; i < words.size(); i++) {
      values.put("w" + i, words.get(i));
    }
    int rarest = rarest(kind, words);
    if (words.isEmpty() || rarest < 0) {
      List<Long> walked = run(walk(kind, words.size(), after), values);
      if (words.isEmpty() || walked.size() == limit) {
        return walked;
      }
    }
    return rarest < 0
        ? run(gather(kind, words.size(), after), values)
        : run(few(kind, words.size(), rarest, after), values);
  }

  private static String walk(String kind, int words, long after) {
    StringBuilder sql =
        new StringBuilder("select e.id from (select e.id, e.name from contacts." + kind);
    sql.append(" e where true").append(beyond(after));
    sql.append(" order by e.name, e.id limit ").append(WALK).append(") e");
    for (int i = 0; i < words; i++) {
      sql.append(has(kind, i));
    }
    return sql.append(" order by e.name, e.id limit :limit").toString();
  }

  /** Looks at each entry that has the rarest word whether it has the others too. */
  private static String few(String kind, int words, int rarest, long after) {
    StringBuilder sql = new StringBuilder("select e.id from (select distinct w." + kind + " id");
    sql.append(" from contacts.").append(kind).append("_word w where ").append(begins(rarest));
    sql.append(") f join contacts.").append(kind).append(" e on e.id = f.id");
    for (int i = 0; i < words; i++) {
      if (i != rarest) {
        sql.append(has(kind, i));
      }
    }
    sql.append(" where true").append(beyond(after));
    return sql.append(" order by e.name, e.id limit :limit").toString();
  }

  private static String has(String kind, int word) {
    return " cross join lateral (select 1 from contacts.%1$s_word w where w.%1$s = e.id and %2$s limit 1) w%3$d"
        .formatted(kind, begins(word), word);
  }

  private static String gather(String kind, int words, long after) {
    StringBuilder sql = new StringBuilder("select e.id from contacts." + kind + " e where true");
    for (int i = 0; i < words; i++) {
      sql.append(" and e.id in (").append(range(kind, i)).append(")");
    }
    return sql.append(beyond(after)).append(" order by e.name, e.id limit :limit").toString();
  }

  private static String range(String kind, int word) {
    return "select w." + kind + " from contacts." + kind + "_word w where " + begins(word);
  }

  private static String beyond(long after) {
    return after == 0 ? "" : " and (e.name, e.id) > (:name, :after)";
  }

  /** A range of the index: from the word itself up to before the last word that begins with it. */
  private static String begins(int word) {
    return "w.word >= :w" + word + " and w.word < cast(:w" + word + " as text) || chr(1114111)";
  }

  /** The word that fewest entries have; -1 when all are common, or there is none. */
  private int rarest(String kind, List<String> words) {
    long least = FEW;
    int rarest = -1;
    for (int i = 0; i < words.size(); i++) {
      String counted = "select count(*) n from (" + range(kind, i) + " limit " + FEW + ") least";
      long count = Sql.id(Sql.row(em, counted, Map.of("w" + i, words.get(i))).orElseThrow(), "n");
      if (count < least) {
        least = count;
        rarest = i;
      }
    }
    return rarest;
  }

  private List<Long> run(String sql, Map<String, Object> values) {
    return Sql.rows(em, sql, values).stream().map(row -> Sql.id(row, "id")).toList();
  }

  private List<String> words(String typed) {
    String text = typed.length() > LONGEST ? typed.substring(0, LONGEST) : typed;
    if (text.isBlank()) {
      return List.of();
    }
    String number = text.replaceAll("[ ()./+-]", "");
    String sought = number.matches("[0-9]{5,15}") ? number : text.replace('\0', ' ');
    return Sql.rows(
            em,
            "select w from contacts.words(:typed) w order by length(w) desc, w limit " + MOST_WORDS,
            Map.of("typed", sought))
        .stream()
        .map(row -> Sql.text(row, "w"))
        .toList();
  }

  private static <T> Found<T> page(List<Long> ids, int limit, Function<Long, T> entry) {
    List<Long> shown = ids.stream().limit(limit).toList();
    return new Found<>(
        shown.stream().map(entry).filter(java.util.Objects::nonNull).toList(),
        ids.size() > limit ? shown.get(limit - 1) : 0);
  }

  private static void looks(Scope by) {
    if (!by.everything()) {
      throw new NotPermitted("look through the registry");
    }
  }
}
