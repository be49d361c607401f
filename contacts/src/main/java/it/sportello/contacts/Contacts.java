package it.sportello.contacts;

import static java.util.stream.Collectors.toMap;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.ZoneId;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The registry as the other modules read it. Unknown ids are left out of the answers, never an
 * error.
 */
@ApplicationScoped
@Transactional(TxType.SUPPORTS) // each answer is one statement
public class Contacts {
  private static final String PLATFORM =
      """
      select p.id, p.code, p.name, p.zone, p.language
      from contacts.platform p
      """;

  /** Lists come as one text each, one entry a line: one round trip for a person. */
  private static final String CONTACT =
      """
      select c.id, c.name, c.language,
        (select string_agg(a.address, E'\\n' order by a.position, a.address_key)
           from contacts.contact_address a where a.contact = c.id) addresses,
        (select string_agg(t.phone, E'\\n' order by t.phone)
           from contacts.contact_phone t where t.contact = c.id) phones,
        (select string_agg(k.platform || ' ' || k.kind, E'\\n' order by k.platform, k.kind)
           from contacts.contact_platform k
           join contacts.platform o on o.id = k.platform and o.closed_at is null
           where k.contact = c.id) platforms
      from contacts.contact c
      """;

  /** A person without an open platform is there all the same: the domain says nothing then. */
  private static final String SENDER =
      """
      with person as (
        select a.contact from contacts.contact_address a where a.address_key = :key)
      select c.id contact, coalesce(o.id, 0) platform, c.language
      from person
      join contacts.contact c on c.id = person.contact
      left join contacts.contact_platform k on k.contact = c.id
      left join contacts.platform o on o.id = k.platform and o.closed_at is null
      union all
      select 0, p.id, p.language
      from contacts.platform_domain d
      join contacts.platform p on p.id = d.platform and p.closed_at is null
      where d.domain = :domain and not exists (select from person)
      """;

  @PersistenceContext(unitName = "sportello")
  EntityManager em;

  public Optional<Platform> platform(PlatformId id) {
    return Sql.row(em, PLATFORM + "where p.id = :id", Map.of("id", id.value()))
        .map(Contacts::platform);
  }

  /** Neither a number that was replaced nor that of a closed platform is anybody's. */
  public Optional<Platform> platformByCode(PlatformCode code) {
    return Sql.row(
            em,
            PLATFORM + "where p.code = :code and p.closed_at is null",
            Map.of("code", code.value()))
        .map(Contacts::platform);
  }

  public Map<PlatformId, Platform> platformsByIds(Collection<PlatformId> ids) {
    if (ids.isEmpty()) {
      return Map.of();
    }
    Long[] keys = ids.stream().map(PlatformId::value).distinct().toArray(Long[]::new);
    return Sql.rows(em, PLATFORM + "where p.id = any(:ids)", Map.of("ids", keys)).stream()
        .map(Contacts::platform)
        .collect(toMap(Platform::id, Function.identity()));
  }

  public Optional<Contact> contact(ContactId id) {
    return Sql.row(em, CONTACT + "where c.id = :id", Map.of("id", id.value()))
        .map(Contacts::contact);
  }

  public Map<ContactId, Contact> byIds(Collection<ContactId> ids) {
    if (ids.isEmpty()) {
      return Map.of();
    }
    Long[] keys = ids.stream().map(ContactId::value).distinct().toArray(Long[]::new);
    return Sql.rows(em, CONTACT + "where c.id = any(:ids)", Map.of("ids", keys)).stream()
        .map(Contacts::contact)
        .collect(toMap(Contact::id, Function.identity()));
  }

  /** The name of each of the vendor's products, by its id, in the order of names. */
  public Map<String, String> products() {
    Map<String, String> names = new LinkedHashMap<>();
    Sql.rows(em, "select id, name from contacts.product order by lower(name), id", Map.of())
        .forEach(row -> names.put(Sql.text(row, "id"), Sql.text(row, "name")));
    return names;
  }

  /** The person to whom exactly this address belongs. */
  public Optional<Contact> contactByAddress(EmailAddress address) {
    return Sql.row(
            em,
            CONTACT
                + "where c.id = (select a.contact from contacts.contact_address a where a.address_key = :key)",
            Map.of("key", address.key()))
        .map(Contacts::contact);
  }

  /** Administrative contacts first, then by name. */
  public List<Contact> contactsOf(PlatformId platform) {
    return Sql.rows(
            em,
            CONTACT
                + """
                where c.id in (select k.contact from contacts.contact_platform k where k.platform = :platform)
                order by not exists (select 1 from contacts.contact_platform k
                    where k.platform = :platform and k.contact = c.id and k.kind = 'ADMINISTRATIVE'),
                  c.name, c.id
                """,
            Map.of("platform", platform.value()))
        .stream()
        .map(Contacts::contact)
        .toList();
  }

  /** The registered domains of a platform, in order. */
  public List<String> domainsOf(PlatformId platform) {
    return Sql.rows(
            em,
            "select d.domain from contacts.platform_domain d where d.platform = :platform order by d.domain",
            Map.of("platform", platform.value()))
        .stream()
        .map(row -> Sql.text(row, "domain"))
        .toList();
  }

  /**
   * The contact of the platform whose number calls; the one registered first when several share it.
   */
  public Optional<Contact> caller(PlatformId platform, String e164) {
    return Sql.row(
            em,
            CONTACT
                + """
                where c.id = (
                  select min(t.contact) from contacts.contact_phone t
                  join contacts.contact_platform k on k.contact = t.contact and k.platform = :platform
                  where t.phone = :phone)
                """,
            Map.of("platform", platform.value(), "phone", e164))
        .map(Contacts::contact);
  }

  /** Who an address is: a person's own registration wins over the domain's. */
  public Sender sender(EmailAddress address) {
    List<DataRow> found =
        Sql.rows(em, SENDER, Map.of("key", address.key(), "domain", address.domain()));
    Map<PlatformId, DataRow> platforms = new LinkedHashMap<>();
    found.stream()
        .filter(row -> Sql.id(row, "platform") > 0)
        .forEach(row -> platforms.put(new PlatformId(Sql.id(row, "platform")), row));
    if (platforms.size() != 1) {
      return platforms.isEmpty() ? new Sender.Unknown() : new Sender.Ambiguous(platforms.keySet());
    }
    PlatformId platform = platforms.keySet().iterator().next();
    DataRow row = platforms.get(platform);
    Language language = Language.valueOf(Sql.text(row, "language"));
    long contact = Sql.id(row, "contact");
    return contact > 0
        ? new Sender.Registered(new ContactId(contact), platform, language)
        : new Sender.OfDomain(platform, language);
  }

  private static Platform platform(DataRow row) {
    return new Platform(
        new PlatformId(Sql.id(row, "id")),
        new PlatformCode(Sql.text(row, "code")),
        Sql.text(row, "name"),
        ZoneId.of(Sql.text(row, "zone")),
        Language.valueOf(Sql.text(row, "language")));
  }

  private static Contact contact(DataRow row) {
    Map<PlatformId, Set<ContactKind>> platforms = new LinkedHashMap<>();
    for (String line : lines(row, "platforms")) {
      String[] parts = line.split(" ", 2);
      platforms
          .computeIfAbsent(
              new PlatformId(Long.parseLong(parts[0])), id -> EnumSet.noneOf(ContactKind.class))
          .add(ContactKind.valueOf(parts[1]));
    }
    return new Contact(
        new ContactId(Sql.id(row, "id")),
        Sql.text(row, "name"),
        Language.valueOf(Sql.text(row, "language")),
        platforms,
        lines(row, "addresses").stream().map(EmailAddress::new).toList(),
        lines(row, "phones"));
  }

  private static List<String> lines(DataRow row, String column) {
    return Sql.text(row, column).lines().toList();
  }
}
