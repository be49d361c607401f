package it.sportello.contacts;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What is done to a person as such, whatever platforms they are of: two registrations become one,
 * and somebody is forgotten. Ids of either keep leading to a row, so nothing of the service record
 * is lost.
 */
@ApplicationScoped
@Transactional
public class PersonBook {
  private static final List<String> DOORS =
      List.of("session", "sign_in_link", "form_session", "held_form", "provider_account");

  @PersistenceContext(unitName = "sportello")
  EntityManager em;

  @Inject DeskClock clock;
  @Inject Audit audit;
  @Inject Contacts contacts;
  @Inject Event<ContactEvent> events;

  /**
   * {@code from} and {@code into} were the same person: addresses, numbers, kinds and tickets of
   * the one are the other's, whose name stays. Whoever was signed in as {@code from} is not any
   * more.
   *
   * @throws InvalidEntry when both are one, or one is not registered any more
   */
  public void merge(Scope by, ContactId from, ContactId into) {
    administrates(by);
    if (from.equals(into)) {
      throw new InvalidEntry("/into", "contact.same");
    }
    Stream.of(from, into).sorted((a, b) -> Long.compare(a.value(), b.value())).forEach(this::lock);
    Instant now = clock.now();
    Map<String, Object> both = Map.of("from", from.value(), "into", into.value());
    run(
        both,
        """
        insert into contacts.contact_platform (contact, platform, kind, synced)
        select :into, platform, kind, synced from contacts.contact_platform where contact = :from
        on conflict do nothing
        """);
    run(
        both,
        """
        insert into contacts.contact_phone (contact, phone)
        select :into, phone from contacts.contact_phone where contact = :from
        on conflict do nothing
        """);
    run(
        both,
        "update contacts.contact_address set contact = :into, position = position + 100 where contact = :from");
    run(both, "update contacts.claim set contact = :into where contact = :from");
    run(
        both,
        """
        update contacts.provider_account p set contact = :into
        where contact = :from and not exists (
          select 1 from contacts.provider_account o where o.contact = :into and o.issuer = p.issuer)
        """);
    run(both, "update contacts.claim set asked_by = :into where asked_by = :from");
    run(both, "update contacts.list_change set contact = :into where contact = :from");
    run(both, "update contacts.list_change set actor = :into where actor = :from");
    run(
        both,
        """
        update contacts.contact set name = case when id = :from then '—' else name end,
          merged_into = case when id = :from then cast(:into as bigint) end, version = version + 1
        where id in (:from, :into)
        """);
    bare(from);
    audit.record(by, "contact.merge", "contact:" + from.value() + " contact:" + into.value());
    events.fire(new ContactEvent.ContactMerged(from, into, now));
  }

  /**
   * Forgets a person (Regulation (EU) 2016/679, article 17): who they were and what they wrote
   * goes, here and wherever it is heard; what the desk promised and did stays. It cannot be undone.
   */
  public void erase(Scope by, ContactId contact) {
    administrates(by);
    lock(contact);
    events.fire(new ContactEvent.ContactErased(contact, clock.now()));
    Map<String, Object> whose = Map.of("contact", contact.value());
    Map<String, Object> then = Map.of("contact", contact.value(), "now", clock.now());
    run(
        whose,
        """
        delete from contacts.claim where contact = :contact
          or address_key in (select address_key from contacts.contact_address where contact = :contact)
        """);
    run(whose, "update contacts.claim set asked_by = null where asked_by = :contact");
    run(
        whose,
        """
        delete from contacts.link_request where address_key in (
          select address_key from contacts.contact_address where contact = :contact)
        """);
    run(whose, "delete from contacts.known_device where owner = 'contact:' || :contact");
    run(whose, "delete from contacts.contact_address where contact = :contact");
    audit.forgetWhereabouts(contact);
    bare(contact);
    run(
        then,
        """
        update contacts.contact set name = '—', erased_at = :now, version = version + 1
        where id = :contact
        """);
    audit.record(by, "contact.erase", "contact:" + contact.value());
  }

  /**
   * What the registry holds of a person, to be handed over to them; that it was asked for is noted.
   *
   * @throws UnknownContact when there is no such person any more
   */
  public Contact handOver(Scope by, ContactId contact) {
    administrates(by);
    lock(contact);
    audit.record(by, "contact.export", "contact:" + contact.value());
    return contacts.contact(contact).orElseThrow(UnknownContact::new);
  }

  /**
   * Who an identity provider says that somebody is.
   *
   * @param subject the provider's name for them
   */
  public record Account(String issuer, String subject, Instant bound) {}

  /** What providers call a person, to be handed over with all else. */
  public List<Account> accounts(Scope by, ContactId contact) {
    administrates(by);
    return Sql.rows(
            em,
            """
            select issuer, subject, bound_at from contacts.provider_account
            where contact = :contact order by issuer, subject
            """,
            Map.of("contact", contact.value()))
        .stream()
        .map(
            row ->
                new Account(
                    Sql.text(row, "issuer"),
                    Sql.text(row, "subject"),
                    row.get("bound_at", Instant.class)))
        .toList();
  }

  /** Of no platform, with no number, and signed in nowhere. */
  private void bare(ContactId contact) {
    Map<String, Object> whose = Map.of("contact", contact.value());
    run(whose, "delete from contacts.contact_platform where contact = :contact");
    run(whose, "delete from contacts.contact_phone where contact = :contact");
    DOORS.forEach(door -> run(whose, "delete from contacts." + door + " where contact = :contact"));
    Sql.rows(
        em,
        """
        select contacts.index_contacts(array(select id from contacts.contact
          where id = :contact or id = (select merged_into from contacts.contact where id = :contact)))
          is null done
        """,
        whose);
  }

  private void lock(ContactId contact) {
    DataRow row =
        Sql.row(
                em,
                """
                select merged_into is not null or erased_at is not null gone
                from contacts.contact where id = :contact for update
                """,
                Map.of("contact", contact.value()))
            .orElseThrow(UnknownContact::new);
    if (row.get("gone", Boolean.class)) {
      throw new UnknownContact();
    }
  }

  private void run(Map<String, Object> values, String sql) {
    Sql.run(em, sql, values);
  }

  private static void administrates(Scope by) {
    if (!by.administers()) {
      throw new NotPermitted("merge or erase a person");
    }
  }
}
