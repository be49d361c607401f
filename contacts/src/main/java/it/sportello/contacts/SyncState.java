package it.sportello.contacts;

import jakarta.persistence.EntityManager;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the registry holds of the platforms, people and addresses that some entries name: read by a
 * handful of statements, then changed in memory as the entries are taken over one after the other.
 */
final class SyncState {
  /** A platform; its id is negative until it is written. */
  static final class Customer {
    long id;
    String code;
    PlatformDraft draft;
    boolean closed;
    Set<String> domains = new TreeSet<>();
    Set<Person> people = new LinkedHashSet<>();
  }

  /** A person; their id is negative until they are written. */
  static final class Person {
    long id;
    String name;
    Language language;
    List<String> addresses = new ArrayList<>();
    Set<String> phones = new TreeSet<>();

    /** By platform. */
    Map<Long, Set<ContactKind>> kinds = new HashMap<>();

    Set<Long> synced = new HashSet<>();
  }

  final Map<String, Customer> customers = new HashMap<>();
  final Map<String, Person> owners = new HashMap<>();
  final Set<String> replaced = new HashSet<>();
  final Set<String> products = new HashSet<>();
  private long unwritten;

  private SyncState() {}

  /** Holds the rows of the platforms, always in the same order. */
  static SyncState read(EntityManager em, List<SnapshotEntry> entries) {
    SyncState state = new SyncState();
    String[] codes = entries.stream().map(e -> e.code().value()).distinct().toArray(String[]::new);
    String[] keys =
        entries.stream()
            .flatMap(e -> e.people().orElse(List.of()).stream())
            .flatMap(p -> p.addresses().stream())
            .map(EmailAddress::key)
            .distinct()
            .toArray(String[]::new);
    state.customers(em, codes);
    if (entries.stream().anyMatch(entry -> entry.draft().product().isPresent())) {
      Sql.rows(em, "select id from contacts.product", Map.of())
          .forEach(row -> state.products.add(Sql.text(row, "id")));
    }
    state.people(em, keys);
    return state;
  }

  long unwritten() {
    return --unwritten;
  }

  private void customers(EntityManager em, String[] codes) {
    Sql.rows(
            em,
            """
            select id, code, name, zone, language, country, coalesce(product, '') product,
              closed_at is not null closed
            from contacts.platform where code = any(:codes) order by id for update
            """,
            Map.of("codes", codes))
        .forEach(this::customer);
    Sql.rows(
            em,
            """
            select c.code from contacts.platform_code c join contacts.platform p on p.id = c.platform
            where c.code = any(:codes) and p.code <> c.code
            """,
            Map.of("codes", codes))
        .forEach(row -> replaced.add(Sql.text(row, "code")));
    Map<Long, Customer> byId = new HashMap<>();
    customers.values().forEach(customer -> byId.put(customer.id, customer));
    Sql.rows(
            em,
            "select platform, domain from contacts.platform_domain where platform = any(:ids)",
            Map.of("ids", ids(byId.keySet())))
        .forEach(row -> byId.get(Sql.id(row, "platform")).domains.add(Sql.text(row, "domain")));
  }

  private void customer(DataRow row) {
    Customer customer = new Customer();
    customer.id = Sql.id(row, "id");
    customer.code = Sql.text(row, "code");
    customer.closed = row.get("closed", Boolean.class);
    customer.draft =
        new PlatformDraft(
            Sql.text(row, "name"),
            java.time.ZoneId.of(Sql.text(row, "zone")),
            Language.valueOf(Sql.text(row, "language")),
            Sql.text(row, "country"),
            Optional.of(Sql.text(row, "product")));
    customers.put(customer.code, customer);
  }

  private void people(EntityManager em, String[] keys) {
    Map<Long, Customer> byId = new HashMap<>();
    customers.values().forEach(customer -> byId.put(customer.id, customer));
    Sql.rows(
            em,
            """
            with those as (
              select contact from contacts.contact_platform where platform = any(:platforms)
              union select contact from contacts.contact_address where address_key = any(:keys))
            select c.id, c.name, c.language,
              (select string_agg(a.address, E'\\n' order by a.position, a.address_key)
                 from contacts.contact_address a where a.contact = c.id) addresses,
              (select string_agg(t.phone, E'\\n')
                 from contacts.contact_phone t where t.contact = c.id) phones,
              (select string_agg(k.platform || ' ' || k.kind || ' ' || k.synced, E'\\n')
                 from contacts.contact_platform k where k.contact = c.id) kinds
            from contacts.contact c where c.id in (select contact from those) order by c.id
            """,
            Map.of("platforms", ids(byId.keySet()), "keys", keys))
        .forEach(row -> person(row, byId));
  }

  private void person(DataRow row, Map<Long, Customer> byId) {
    Person person = new Person();
    person.id = Sql.id(row, "id");
    person.name = Sql.text(row, "name");
    person.language = Language.valueOf(Sql.text(row, "language"));
    Sql.text(row, "addresses").lines().forEach(person.addresses::add);
    Sql.text(row, "phones").lines().forEach(person.phones::add);
    Sql.text(row, "kinds").lines().forEach(line -> link(person, line.split(" "), byId));
    person.addresses.forEach(address -> owners.put(new EmailAddress(address).key(), person));
  }

  private static void link(Person person, String[] parts, Map<Long, Customer> byId) {
    long platform = Long.parseLong(parts[0]);
    person
        .kinds
        .computeIfAbsent(platform, id -> java.util.EnumSet.noneOf(ContactKind.class))
        .add(ContactKind.valueOf(parts[1]));
    if (parts[2].equals("true")) {
      person.synced.add(platform);
    }
    if (byId.containsKey(platform)) {
      byId.get(platform).people.add(person);
    }
  }

  private static Long[] ids(Collection<Long> ids) {
    Long[] sorted = ids.toArray(Long[]::new);
    Arrays.sort(sorted);
    return sorted;
  }
}
