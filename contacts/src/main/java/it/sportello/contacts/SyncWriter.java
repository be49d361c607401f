package it.sportello.contacts;

import it.sportello.contacts.SyncState.Customer;
import it.sportello.contacts.SyncState.Person;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Writes what a batch has changed, whole tables of rows with each statement: two thousand rows cost
 * little more than one.
 */
final class SyncWriter {
  private final Set<Customer> customers = new LinkedHashSet<>();
  private final Set<Customer> domains = new LinkedHashSet<>();
  private final Set<Customer> touched = new LinkedHashSet<>();
  private final Set<Customer> assigned = new LinkedHashSet<>();
  private final Set<Person> people = new LinkedHashSet<>();
  private final Set<Link> links = new LinkedHashSet<>();
  private final List<Long> registered = new ArrayList<>();

  private record Link(Person person, Customer customer) {}

  void customer(Customer customer) {
    customers.add(customer);
  }

  /** It belongs to another product. */
  void assigned(Customer customer) {
    assigned.add(customer);
  }

  void domains(Customer customer) {
    domains.add(customer);
  }

  void touched(Customer customer) {
    touched.add(customer);
  }

  void person(Person person) {
    people.add(person);
  }

  void kinds(Person person, Customer customer) {
    links.add(new Link(person, customer));
  }

  /** The platforms that were new, and those that belong to another product, once written. */
  List<ContactEvent> facts(Instant now) {
    List<ContactEvent> facts = new ArrayList<>();
    registered.forEach(
        id -> facts.add(new ContactEvent.PlatformRegistered(new PlatformId(id), now)));
    assigned.forEach(
        customer ->
            facts.add(
                new ContactEvent.PlatformAssigned(
                    new PlatformId(customer.id), customer.draft.product().orElse(""), now)));
    return facts;
  }

  void write(EntityManager em, Scope by, Instant now) {
    List<Customer> newCustomers = customers.stream().filter(c -> c.id < 0).toList();
    List<Person> newPeople = people.stream().filter(p -> p.id < 0).toList();
    words(em, "later");
    Set<Customer> named = new LinkedHashSet<>(customers);
    named.addAll(domains);
    customers(em, newCustomers, by, now);
    changed(em, now);
    domains(em);
    people(em, newPeople);
    ways(em);
    index(em, named);
    words(em, "");
    kinds(em);
    audit(em, by, now);
  }

  /** By which words an entry is found is written once, not with each table that changes. */
  private void index(EntityManager em, Set<Customer> named) {
    Sql.rows(
        em,
        """
        select contacts.index_contacts(:people) is null people,
          contacts.index_platforms(:platforms) is null platforms
        """,
        Map.of(
            "people",
            longs(people.stream().map(p -> p.id).toList()),
            "platforms",
            longs(named.stream().map(c -> c.id).toList())));
  }

  private static void words(EntityManager em, String when) {
    Sql.rows(em, "select set_config('contacts.words', :at, true) setting", Map.of("at", when));
  }

  private void customers(EntityManager em, List<Customer> fresh, Scope by, Instant now) {
    if (fresh.isEmpty()) {
      return;
    }
    List<Long> ids = ids(em, "platform", fresh.size());
    for (int i = 0; i < ids.size(); i++) {
      Customer customer = fresh.get(i);
      long before = customer.id;
      customer.id = ids.get(i);
      registered.add(customer.id);
      customer.people.forEach(person -> moved(person, before, customer.id));
    }
    Sql.run(
        em,
        """
        insert into contacts.platform (id, code, name, zone, language, country, product)
        overriding system value
        select f.id, f.code, f.name, f.zone, f.language, f.country, nullif(f.product, '')
        from unnest(:ids, :codes, :names, :zones, :languages, :countries, :products)
          f (id, code, name, zone, language, country, product)
        """,
        values(fresh));
    Sql.run(
        em,
        """
        insert into contacts.platform_code (code, platform, since, actor)
        select f.code, f.id, :now, :actor from unnest(:ids, :codes) f (id, code)
        on conflict do nothing
        """,
        Map.of(
            "ids",
            longs(fresh.stream().map(c -> c.id).toList()),
            "codes",
            texts(fresh.stream().map(c -> c.code).toList()),
            "now",
            now,
            "actor",
            Audit.name(by)));
    customers.removeAll(fresh);
  }

  private static void moved(Person person, long before, long after) {
    if (person.kinds.containsKey(before)) {
      person.kinds.put(after, person.kinds.remove(before));
    }
  }

  private void changed(EntityManager em, Instant now) {
    if (customers.isEmpty()) {
      return;
    }
    List<Customer> known = List.copyOf(customers);
    Map<String, Object> values = new java.util.HashMap<>(values(known));
    values.remove("codes");
    values.put("closed", known.stream().map(c -> c.closed).toArray(Boolean[]::new));
    values.put("now", now);
    Sql.run(
        em,
        """
        update contacts.platform p set name = f.name, zone = f.zone, language = f.language,
          country = f.country, product = nullif(f.product, ''), version = p.version + 1,
          closed_at = case when f.closed then coalesce(p.closed_at, :now) end
        from unnest(:ids, :names, :zones, :languages, :countries, :products, :closed)
          f (id, name, zone, language, country, product, closed)
        where p.id = f.id
        """,
        values);
  }

  private static Map<String, Object> values(List<Customer> some) {
    return Map.of(
        "ids",
        longs(some.stream().map(c -> c.id).toList()),
        "codes",
        texts(some.stream().map(c -> c.code).toList()),
        "names",
        texts(some.stream().map(c -> c.draft.name()).toList()),
        "zones",
        texts(some.stream().map(c -> c.draft.zone().getId()).toList()),
        "languages",
        texts(some.stream().map(c -> c.draft.language().name()).toList()),
        "countries",
        texts(some.stream().map(c -> c.draft.country()).toList()),
        "products",
        texts(some.stream().map(c -> c.draft.product().orElse("")).toList()));
  }

  private void domains(EntityManager em) {
    if (domains.isEmpty()) {
      return;
    }
    Rows rows = new Rows();
    domains.forEach(c -> c.domains.forEach(domain -> rows.add(c.id, domain)));
    Sql.run(
        em,
        "delete from contacts.platform_domain where platform = any(:ids)",
        Map.of("ids", longs(domains.stream().map(c -> c.id).toList())));
    rows.insert(
        em,
        """
        insert into contacts.platform_domain (platform, domain)
        select f.id, f.value from unnest(:ids, :texts) f (id, value) on conflict do nothing
        """);
  }

  private void people(EntityManager em, List<Person> fresh) {
    List<Person> known = people.stream().filter(p -> p.id > 0).toList();
    List<Long> ids = fresh.isEmpty() ? List.of() : ids(em, "contact", fresh.size());
    for (int i = 0; i < ids.size(); i++) {
      fresh.get(i).id = ids.get(i);
    }
    if (!fresh.isEmpty()) {
      Sql.run(
          em,
          """
          insert into contacts.contact (id, name, language) overriding system value
          select * from unnest(:ids, :names, :languages)
          """,
          named(fresh));
    }
    if (!known.isEmpty()) {
      Sql.run(
          em,
          """
          update contacts.contact c set name = f.name, language = f.language, version = c.version + 1
          from unnest(:ids, :names, :languages) f (id, name, language) where c.id = f.id
          """,
          named(known));
      Map<String, Object> whose = Map.of("ids", longs(known.stream().map(p -> p.id).toList()));
      Sql.run(em, "delete from contacts.contact_address where contact = any(:ids)", whose);
      Sql.run(em, "delete from contacts.contact_phone where contact = any(:ids)", whose);
    }
  }

  private static Map<String, Object> named(List<Person> some) {
    return Map.of(
        "ids",
        longs(some.stream().map(p -> p.id).toList()),
        "names",
        texts(some.stream().map(p -> p.name).toList()),
        "languages",
        texts(some.stream().map(p -> p.language.name()).toList()));
  }

  /** Each table in the order of its index, which is faster than as they come. */
  private void ways(EntityManager em) {
    Rows addresses = new Rows();
    Rows phones = new Rows();
    for (Person person : people) {
      for (int i = 0; i < person.addresses.size(); i++) {
        EmailAddress address = new EmailAddress(person.addresses.get(i));
        addresses.add(person.id, address.value(), address.key(), i);
      }
      person.phones.forEach(phone -> phones.add(person.id, phone));
    }
    addresses.insert(
        em,
        """
        insert into contacts.contact_address (contact, address, address_key, position)
        select * from unnest(:ids, :texts, :keys, :positions) f (contact, address, key, place)
        order by key on conflict (address_key) do nothing
        """);
    phones.insert(
        em,
        """
        insert into contacts.contact_phone (contact, phone)
        select * from unnest(:ids, :texts) f (contact, phone) order by phone
        on conflict do nothing
        """);
  }

  private void kinds(EntityManager em) {
    if (links.isEmpty()) {
      return;
    }
    List<Link> all = List.copyOf(links);
    Sql.run(
        em,
        """
        delete from contacts.contact_platform k using unnest(:people, :platforms) f (contact, platform)
        where k.contact = f.contact and k.platform = f.platform
        """,
        Map.of(
            "people",
            longs(all.stream().map(l -> l.person().id).toList()),
            "platforms",
            longs(all.stream().map(l -> l.customer().id).toList())));
    List<Long> contacts = new ArrayList<>();
    List<Long> platforms = new ArrayList<>();
    List<String> kinds = new ArrayList<>();
    for (Link link : all) {
      for (ContactKind kind : link.person().kinds.getOrDefault(link.customer().id, Set.of())) {
        contacts.add(link.person().id);
        platforms.add(link.customer().id);
        kinds.add(kind.name());
      }
    }
    if (!kinds.isEmpty()) {
      Sql.run(
          em,
          """
          insert into contacts.contact_platform (contact, platform, kind, synced)
          select f.contact, f.platform, f.kind, true
          from unnest(:people, :platforms, :kinds) f (contact, platform, kind)
          """,
          Map.of("people", longs(contacts), "platforms", longs(platforms), "kinds", texts(kinds)));
    }
  }

  private void audit(EntityManager em, Scope by, Instant now) {
    if (touched.isEmpty()) {
      return;
    }
    Sql.run(
        em,
        """
        insert into contacts.audit (at, actor, action, subject)
        select :now, :actor, 'platform.sync', 'platform:' || id from unnest(:ids) id
        """,
        Map.of(
            "now",
            now,
            "actor",
            Audit.name(by),
            "ids",
            longs(touched.stream().map(c -> c.id).toList())));
  }

  /**
   * @param table one of ours whose ids are drawn in advance
   */
  private static List<Long> ids(EntityManager em, String table, int many) {
    return Sql.rows(
            em,
            """
            with named as materialized (
              select cast(pg_get_serial_sequence('contacts.%s', 'id') as regclass) ids)
            select nextval(ids) id from named, generate_series(1, :many)
            """
                .formatted(table),
            Map.of("many", many))
        .stream()
        .map(row -> Sql.id(row, "id"))
        .sorted()
        .toList();
  }

  private static Long[] longs(List<Long> values) {
    return values.toArray(Long[]::new);
  }

  private static String[] texts(List<String> values) {
    return values.toArray(String[]::new);
  }

  /** Rows of one insertion, by column. */
  private static final class Rows {
    private final List<Long> ids = new ArrayList<>();
    private final List<String> texts = new ArrayList<>();
    private final List<String> keys = new ArrayList<>();
    private final List<Integer> positions = new ArrayList<>();

    void add(long id, String text) {
      ids.add(id);
      texts.add(text);
    }

    void add(long id, String text, String key, int position) {
      add(id, text);
      keys.add(key);
      positions.add(position);
    }

    void insert(EntityManager em, String sql) {
      if (ids.isEmpty()) {
        return;
      }
      Map<String, Object> values = new java.util.HashMap<>();
      values.put("ids", longs(ids));
      values.put("texts", texts(texts));
      if (!keys.isEmpty()) {
        values.put("keys", texts(keys));
        values.put("positions", positions.toArray(Integer[]::new));
      }
      Sql.run(em, sql, values);
    }
  }
}
