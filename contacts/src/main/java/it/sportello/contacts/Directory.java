package it.sportello.contacts;

import static java.util.stream.Collectors.toMap;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The registry as staff and administering programs look it up. Every word typed has to be the
 * beginning of a word of the entry; case and accents do not count. Those whose names begin with
 * what is typed come first.
 */
@ApplicationScoped
@Transactional
public class Directory {
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
    List<Long> ids = new DirectorySearch(em, "platform", typed).ids(after, limit + 1);
    Map<PlatformId, Platform> found =
        contacts.platformsByIds(ids.stream().map(PlatformId::new).toList());
    return page(ids, limit, id -> found.get(new PlatformId(id)));
  }

  /** People by name; without a word typed, nobody. */
  public Found<Contact> people(Scope by, String typed, long after, int limit) {
    looks(by);
    DirectorySearch search = new DirectorySearch(em, "contact", typed);
    if (search.isForAll()) {
      return new Found<>(List.of(), 0);
    }
    List<Long> ids = search.ids(after, limit + 1);
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
    Map<ContactId, DataRow> rows =
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

  private static ContactView view(Contact contact, DataRow row) {
    Set<ContactKind> kinds = Kinds.read(Sql.text(row, "kinds"));
    return new ContactView(
        contact, kinds, Sql.id(row, "version"), row.get("elsewhere", Boolean.class));
  }

  private PlatformView view(DataRow row) {
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
