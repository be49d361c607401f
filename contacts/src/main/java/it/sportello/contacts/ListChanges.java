package it.sportello.contacts;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

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

  /** A part of a person's registration. */
  public enum Part {
    NAME,
    LANGUAGE,
    KINDS,
    ADDRESSES,
    PHONES
  }

  /**
   * @param parts what of the person was changed
   * @param by the name of who did it
   * @param about the name of the person it is about; empty when there is no such person any more
   */
  public record Told(What what, Set<Part> parts, String platform, String by, String about) {}

  public Optional<Told> told(long change) {
    return Sql.row(
            em,
            """
            select l.what, l.parts, p.name platform,
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
                    parts(Sql.text(row, "parts")),
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

  long record(Scope by, PlatformId platform, What what, Optional<ContactId> contact, long claim) {
    return record(by, platform, what, contact, claim, Set.of());
  }

  /**
   * @param parts what of the person was changed
   * @return the change, to tell others of
   */
  long record(
      Scope by,
      PlatformId platform,
      What what,
      Optional<ContactId> contact,
      long claim,
      Set<Part> parts) {
    long change = record(((Scope.Customer) by).contact(), platform, what, contact, claim, parts);
    audit.record(
        by,
        "list." + what.name().toLowerCase(java.util.Locale.ROOT),
        "platform:"
            + platform.value()
            + contact.map(id -> " contact:" + id.value()).orElse("")
            + (claim == 0 ? "" : " claim:" + claim));
    return change;
  }

  /** Who has the address is told there, whoever made the change. */
  void tell(long change, PlatformId platform, EmailAddress address, Language language) {
    events.fire(
        new ContactEvent.OwnerToBeTold(change, platform, address.value(), language, clock.now()));
  }

  /** By the owner of the address. */
  long confirmed(PlatformId platform, ContactId person) {
    long change =
        record(person, platform, What.CONFIRMED, Optional.of(person), 0, Set.of(Part.ADDRESSES));
    audit.record(
        new Scope.Customer(person, Set.of(), Set.of()),
        "list.confirmed",
        "platform:" + platform.value() + " contact:" + person.value());
    return change;
  }

  private static Set<Part> parts(String written) {
    return written.isEmpty()
        ? Set.of()
        : Arrays.stream(written.split(" "))
            .map(Part::valueOf)
            .collect(Collectors.toCollection(TreeSet::new));
  }

  private long record(
      ContactId actor,
      PlatformId platform,
      What what,
      Optional<ContactId> contact,
      long claim,
      Set<Part> parts) {
    Instant now = clock.now();
    Map<String, Object> row = new HashMap<>();
    row.put("platform", platform.value());
    row.put("what", what.name());
    row.put("contact", contact.map(ContactId::value).orElse(null));
    row.put("claim", claim);
    row.put("actor", actor.value());
    row.put("parts", parts.stream().sorted().map(Part::name).collect(Collectors.joining(" ")));
    row.put("now", now);
    long change =
        Sql.id(
            Sql.row(
                    em,
                    """
                    insert into contacts.list_change (platform, what, contact, claim, actor, parts, at)
                    values (:platform, :what, cast(:contact as bigint), nullif(:claim, 0), :actor, :parts,
                      :now)
                    returning id
                    """,
                    row)
                .orElseThrow(),
            "id");
    events.fire(new ContactEvent.ListChanged(change, platform, now));
    return change;
  }
}
