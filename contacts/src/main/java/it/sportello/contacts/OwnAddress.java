package it.sportello.contacts;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The address of a member of the staff, as they change it themselves: asked for by who has just
 * signed in, theirs once whoever reads the new address has said yes there, and told at the old one.
 * The link in the mail is good once, for {@link #LIFE}, and for the address that it was sent to.
 */
@ApplicationScoped
@Transactional
public class OwnAddress {
  public static final Duration LIFE = Duration.ofHours(24);
  static final int AT_ONCE = 5;
  private static final Duration REFILL = Duration.ofHours(1);

  @PersistenceContext(unitName = "sportello")
  EntityManager em;

  @Inject DeskClock clock;
  @Inject Sessions sessions;
  @Inject Staff staff;
  @Inject Throttles throttles;
  @Inject Audit audit;
  @Inject Event<ContactEvent> events;

  /** What became of a yes. */
  public enum Outcome {
    CONFIRMED,
    /** Used, withdrawn, too old, or never given out. */
    EXPIRED,
    /** Another member of the staff has the address by now. */
    TAKEN
  }

  /**
   * Whoever reads this address is asked. What was asked for before is over.
   *
   * @param session the secret of the session that asks
   * @throws StaleSignIn when the sign-in was too long ago
   * @throws InvalidValue {@code address.same} for the one that they have, {@code address.often}
   *     after too many
   */
  public void ask(Caller.Staff me, String session, EmailAddress address) {
    if (!sessions.isFresh(session, me)) {
      throw new StaleSignIn();
    }
    if (staff.address(me.id()).filter(address::equals).isPresent()) {
      throw new InvalidValue("address.same");
    }
    // Whoever may name addresses must not make of the desk a gun for mail.
    if (throttles.take("own-address:" + me.id().value(), AT_ONCE, REFILL).isPresent()) {
      throw new InvalidValue("address.often");
    }
    Instant now = clock.now();
    Sql.run(
        em,
        """
        insert into contacts.staff_claim (staff, address, asked_at) values (:staff, :address, :now)
        on conflict (staff) do update
        set address = excluded.address, asked_at = excluded.asked_at, secret_hash = null
        """,
        Map.of("staff", me.id().value(), "address", address.value(), "now", now));
    audit.record(me, "staff.address_asked", subject(me.id()));
    events.fire(new ContactEvent.MemberAsked(me.id(), now));
  }

  public void withdraw(Caller.Staff me) {
    Sql.run(
        em,
        "delete from contacts.staff_claim where staff = :staff",
        Map.of("staff", me.id().value()));
  }

  /** What this member waits for; empty when nothing does, or it took too long. */
  public Optional<EmailAddress> waiting(Caller.Staff me) {
    return Sql.row(
            em,
            "select address from contacts.staff_claim where staff = :staff and asked_at > :limit",
            Map.of("staff", me.id().value(), "limit", oldest()))
        .map(row -> new EmailAddress(Sql.text(row, "address")));
  }

  /** To whom the mail about this member's new address goes. */
  public Optional<Recipient> recipient(AgentId member) {
    return Sql.row(
            em,
            """
            select c.address, s.language from contacts.staff_claim c
            join contacts.staff s on s.id = c.staff where c.staff = :staff
            """,
            Map.of("staff", member.value()))
        .map(Recipient::of);
  }

  /**
   * A fresh secret for the mail to this address; empty when nobody is to be asked there any more.
   *
   * @param to where the mail goes: one that was asked for earlier must not open what came after
   */
  public Optional<String> issue(AgentId member, EmailAddress to) {
    String secret = Secret.draw();
    int issued =
        Sql.run(
            em,
            """
            update contacts.staff_claim set secret_hash = :hash
            where staff = :staff and address = :address and asked_at > :limit
            """,
            Map.of(
                "hash", Secret.hash(secret),
                "staff", member.value(),
                "address", to.value(),
                "limit", oldest()));
    return issued == 1 ? Optional.of(secret) : Optional.empty();
  }

  /** The address that this secret is about. Looking uses nothing up. */
  public Optional<EmailAddress> question(String secret) {
    return Sql.row(
            em,
            """
            select c.address from contacts.staff_claim c
            join contacts.staff s on s.id = c.staff and s.disabled_at is null
            where c.secret_hash = :hash and c.asked_at > :limit
            """,
            Map.of("hash", Secret.hash(secret), "limit", oldest()))
        .map(row -> new EmailAddress(Sql.text(row, "address")));
  }

  /** Whoever reads the address says yes. Of two that say so at once one is heard. */
  public Outcome confirm(String secret) {
    return Sql.row(
            em,
            """
            delete from contacts.staff_claim c using contacts.staff s
            where c.secret_hash = :hash and c.asked_at > :limit
              and s.id = c.staff and s.disabled_at is null
            returning c.staff, c.address, s.email, s.language
            """,
            Map.of("hash", Secret.hash(secret), "limit", oldest()))
        .map(this::confirmed)
        .orElse(Outcome.EXPIRED);
  }

  private Outcome confirmed(DataRow claim) {
    AgentId member = new AgentId(Sql.id(claim, "staff"));
    Map<String, Object> row = new HashMap<>();
    row.put("staff", member.value());
    row.put("address", Sql.text(claim, "address"));
    int moved =
        Sql.run(
            em,
            """
            update contacts.staff set email = :address
            where id = :staff and not exists (
              select 1 from contacts.staff o
              where o.id <> :staff and o.disabled_at is null and lower(o.email) = lower(:address))
            """,
            row);
    if (moved == 0) {
      return Outcome.TAKEN;
    }
    audit.recordOwn(subject(member), "staff.address");
    String old = Sql.text(claim, "email");
    if (!old.isEmpty()) {
      Language language = Language.valueOf(Sql.text(claim, "language"));
      events.fire(new ContactEvent.MemberMoved(member, old, language, clock.now()));
    }
    return Outcome.CONFIRMED;
  }

  private Instant oldest() {
    return clock.now().minus(LIFE);
  }

  private static String subject(AgentId member) {
    return "staff:" + member.value();
  }
}
