package it.sportello.contacts;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What a customer has typed and may save only after they have signed in again. It is kept for
 * {@link #LIFE}, the last one of each person, and can be read by nobody else: in the database it is
 * sealed, because it may name people who are to be forgotten meanwhile.
 */
@ApplicationScoped
@Transactional
public class HeldForms {
  public static final Duration LIFE = Duration.ofHours(1);

  /** No form of ours holds more. */
  private static final int LONGEST = 20_000;

  @PersistenceContext(unitName = "sportello")
  EntityManager em;

  @Inject DeskClock clock;
  @Inject Seal seal;

  /** From now on this is what they have typed; what was held before goes. */
  public void hold(Caller.Customer by, String typed) {
    sweep();
    if (typed.length() > LONGEST) {
      return;
    }
    Sql.run(
        em,
        """
        insert into contacts.held_form (contact, sealed, held_at) values (:contact, :sealed, :now)
        on conflict (contact) do update set sealed = excluded.sealed, held_at = excluded.held_at
        """,
        Map.of(
            "contact",
            by.id().value(),
            "sealed",
            seal.seal(context(by.id()), typed.getBytes(StandardCharsets.UTF_8)),
            "now",
            clock.now()));
  }

  /** What this person has typed; empty when nothing waits. */
  public Optional<String> of(ContactId person) {
    return Sql.row(
            em,
            "select sealed from contacts.held_form where contact = :contact and held_at > :limit",
            Map.of("contact", person.value(), "limit", clock.now().minus(LIFE)))
        .map(row -> seal.open(context(person), row.get("sealed", byte[].class)))
        .map(typed -> new String(typed, StandardCharsets.UTF_8));
  }

  void drop(ContactId person) {
    Sql.run(
        em,
        "delete from contacts.held_form where contact = :contact",
        Map.of("contact", person.value()));
  }

  void sweep() {
    Sql.run(
        em,
        "delete from contacts.held_form where held_at < :limit",
        Map.of("limit", clock.now().minus(LIFE)));
  }

  private static String context(ContactId person) {
    return "held-form:" + person.value();
  }
}
