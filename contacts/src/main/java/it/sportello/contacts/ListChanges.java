package it.sportello.contacts;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a platform's own people did to its list, to be told to the others who keep it. */
@ApplicationScoped
@Transactional
public class ListChanges {
  @PersistenceContext(unitName = "sportello")
  EntityManager em;

  @Inject DeskClock clock;
  @Inject Audit audit;
  @Inject Event<ContactEvent> events;

  /** What was done. */
  public enum What {
    ASKED,
    CONFIRMED,
    CHANGED,
    REMOVED,
    WITHDRAWN
  }

  /**
   * @param by the name of who did it
   * @param about the name of the person it is about; empty when there is no such person any more
   */
  public record Told(What what, String platform, String by, String about) {}

  public Optional<Told> told(long change) {
    return Sql.row(
            em,
            """
            select l.what, p.name platform,
              (select c.name from contacts.contact c where c.id = l.actor) actor,
              coalesce((select c.name from contacts.contact c where c.id = l.contact),
                (select c.name from contacts.claim c where c.id = l.claim)) about
            from contacts.list_change l join contacts.platform p on p.id = l.platform
            where l.id = :id
            """,
            Map.of("id", change))
        .map(
            row ->
                new Told(
                    What.valueOf(Sql.text(row, "what")),
                    Sql.text(row, "platform"),
                    Sql.text(row, "actor"),
                    Sql.text(row, "about")));
  }

  /** Those who keep the list, all but who changed it. */
  public List<Recipient> recipients(long change) {
    return Sql.rows(
            em,
            """
            select distinct on (k.contact) a.address, c.language
            from contacts.list_change l
            join contacts.contact_platform k on k.platform = l.platform and k.kind = 'ADMINISTRATIVE'
            join contacts.contact c on c.id = k.contact
            join contacts.contact_address a on a.contact = k.contact
            where l.id = :id and k.contact is distinct from l.actor
            order by k.contact, a.position, a.address_key
            """,
            Map.of("id", change))
        .stream()
        .map(Recipient::of)
        .toList();
  }

  /** The changes that are about this person, or were made by them. */
  public List<Long> about(ContactId person) {
    return Sql.rows(
            em,
            "select id from contacts.list_change where contact = :person or actor = :person",
            Map.of("person", person.value()))
        .stream()
        .map(row -> Sql.id(row, "id"))
        .toList();
  }

  void record(Scope by, PlatformId platform, What what, Optional<ContactId> contact, long claim) {
    record(((Scope.Customer) by).contact(), platform, what, contact, claim);
    audit.record(
        by,
        "list." + what.name().toLowerCase(java.util.Locale.ROOT),
        "platform:"
            + platform.value()
            + contact.map(id -> " contact:" + id.value()).orElse("")
            + (claim == 0 ? "" : " claim:" + claim));
  }

  /** By the owner of the address. */
  void confirmed(PlatformId platform, ContactId person) {
    record(person, platform, What.CONFIRMED, Optional.of(person), 0);
    audit.record(
        new Scope.Customer(person, java.util.Set.of(), java.util.Set.of()),
        "list.confirmed",
        "platform:" + platform.value() + " contact:" + person.value());
  }

  private void record(
      ContactId actor, PlatformId platform, What what, Optional<ContactId> contact, long claim) {
    Instant now = clock.now();
    Map<String, Object> row = new HashMap<>();
    row.put("platform", platform.value());
    row.put("what", what.name());
    row.put("contact", contact.map(ContactId::value).orElse(null));
    row.put("claim", claim);
    row.put("actor", actor.value());
    row.put("now", now);
    long change =
        Sql.id(
            Sql.row(
                    em,
                    """
                    insert into contacts.list_change (platform, what, contact, claim, actor, at)
                    values (:platform, :what, cast(:contact as bigint), nullif(:claim, 0), :actor, :now)
                    returning id
                    """,
                    row)
                .orElseThrow(),
            "id");
    events.fire(new ContactEvent.ListChanged(change, platform, now));
  }
}
