package it.sportello.contacts;

import jakarta.persistence.EntityManager;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The statements that change people and platforms. Lock order: platform, then contact. */
final class RegistryRows {
  private static final String ADMINISTRATORS =
      """
      select count(*) n from contacts.contact_platform
      where platform = :platform and kind = 'ADMINISTRATIVE'
      """;

  private RegistryRows() {}

  /**
   * The platform's row, held until the end of the transaction: its list changes by one hand at a
   * time.
   *
   * @throws UnknownPlatform when there is none
   */
  static DataRow lock(EntityManager em, PlatformId platform) {
    return Sql.row(
            em,
            """
            select id, code, name, zone, language, country, coalesce(product, '') product, version,
              closed_at is not null closed
            from contacts.platform where id = :id for update
            """,
            Map.of("id", platform.value()))
        .orElseThrow(UnknownPlatform::new);
  }

  /**
   * @throws UnknownContact when the person is not registered for this platform
   * @throws RegistryChanged when another version was seen
   */
  static void lock(EntityManager em, PlatformId platform, ContactId contact, long version) {
    DataRow row =
        Sql.row(
                em,
                """
                select c.version from contacts.contact c
                where c.id = :contact and exists (select 1 from contacts.contact_platform k
                  where k.contact = c.id and k.platform = :platform)
                for update
                """,
                Map.of("contact", contact.value(), "platform", platform.value()))
            .orElseThrow(UnknownContact::new);
    if (Sql.id(row, "version") != version) {
      throw new RegistryChanged();
    }
    Sql.run(
        em,
        "update contacts.contact set version = version + 1 where id = :contact",
        Map.of("contact", contact.value()));
  }

  /**
   * The person is changed: whoever saw them before has to look again.
   *
   * @return how many addresses they have
   * @throws UnknownContact when the person is not registered for this platform
   */
  static int lockAddresses(EntityManager em, PlatformId platform, ContactId contact) {
    int changed =
        Sql.run(
            em,
            """
            update contacts.contact c set version = version + 1
            where c.id = :contact and exists (select 1 from contacts.contact_platform k
              where k.contact = c.id and k.platform = :platform)
            """,
            Map.of("contact", contact.value(), "platform", platform.value()));
    if (changed == 0) {
      throw new UnknownContact();
    }
    return (int)
        Sql.id(
            Sql.row(
                    em,
                    """
                    select coalesce(max(position) + 1, 0) id from contacts.contact_address
                    where contact = :contact
                    """,
                    Map.of("contact", contact.value()))
                .orElseThrow(),
            "id");
  }

  static long administrators(EntityManager em, PlatformId platform) {
    return Sql.id(
        Sql.row(em, ADMINISTRATORS, Map.of("platform", platform.value())).orElseThrow(), "n");
  }

  static ContactId insert(EntityManager em, String name, Language language) {
    return new ContactId(
        Sql.id(
            Sql.row(
                    em,
                    "insert into contacts.contact (name, language) values (:name, :language) returning id",
                    Map.of("name", name, "language", language.name()))
                .orElseThrow(),
            "id"));
  }

  static void rename(EntityManager em, ContactId contact, String name, Language language) {
    Sql.run(
        em,
        """
        update contacts.contact set name = :name, language = :language
        where id = :contact and (name, language) is distinct from (:name, :language)
        """,
        Map.of("contact", contact.value(), "name", name, "language", language.name()));
  }

  static void kinds(
      EntityManager em, PlatformId platform, ContactId contact, Set<ContactKind> kinds) {
    Map<String, Object> whose = Map.of("contact", contact.value(), "platform", platform.value());
    Sql.run(
        em,
        "delete from contacts.contact_platform where contact = :contact and platform = :platform",
        whose);
    for (ContactKind kind : kinds) {
      Map<String, Object> row = new HashMap<>(whose);
      row.put("kind", kind.name());
      Sql.run(
          em,
          "insert into contacts.contact_platform (contact, platform, kind) values (:contact, :platform, :kind)",
          row);
    }
  }

  /** The person has these confirmed addresses from now on, in this order. */
  static void addresses(EntityManager em, ContactId contact, List<EmailAddress> addresses) {
    Sql.run(
        em,
        "delete from contacts.contact_address where contact = :contact",
        Map.of("contact", contact.value()));
    for (int i = 0; i < addresses.size(); i++) {
      address(em, contact, addresses.get(i), i);
    }
  }

  /**
   * @throws InvalidEntry when the address is another person's
   */
  static void address(EntityManager em, ContactId contact, EmailAddress address, int position) {
    int stored =
        Sql.run(
            em,
            """
            insert into contacts.contact_address (address_key, contact, address, position)
            values (:key, :contact, :address, :position)
            on conflict (address_key) do nothing
            """,
            Map.of(
                "key",
                address.key(),
                "contact",
                contact.value(),
                "address",
                address.value(),
                "position",
                position));
    if (stored == 0) {
      throw new InvalidEntry("/addresses", "address.taken");
    }
  }

  static void phones(EntityManager em, ContactId contact, Collection<PhoneNumber> phones) {
    Sql.run(
        em,
        "delete from contacts.contact_phone where contact = :contact",
        Map.of("contact", contact.value()));
    for (PhoneNumber phone : phones) {
      Sql.run(
          em,
          """
          insert into contacts.contact_phone (contact, phone) values (:contact, :phone)
          on conflict do nothing
          """,
          Map.of("contact", contact.value(), "phone", phone.e164()));
    }
  }

  /** Whose confirmed address it is, also of somebody who is registered for no platform any more. */
  static Optional<ContactId> owner(EntityManager em, String addressKey) {
    return Sql.row(
            em,
            "select contact from contacts.contact_address where address_key = :key",
            Map.of("key", addressKey))
        .map(row -> new ContactId(Sql.id(row, "contact")));
  }

  static boolean isElsewhere(EntityManager em, PlatformId platform, ContactId contact) {
    return Sql.row(
            em,
            """
            select 1 n from contacts.contact_platform
            where contact = :contact and platform <> :platform limit 1
            """,
            Map.of("contact", contact.value(), "platform", platform.value()))
        .isPresent();
  }
}
