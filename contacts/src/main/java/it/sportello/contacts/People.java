package it.sportello.contacts;

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

/**
 * Administrators look after the staff: who is taken on, what they may do, who is switched off.
 * Every change of rights ends the sessions of the one whom it concerns, on all nodes; one
 * administrator who can sign in always remains, also when two try to remove each other at once.
 */
@ApplicationScoped
@Transactional
public class People {
  /** One change of administrators at a time. */
  private static final long LOCK = 0x5907_7e11_0002L;

  private static final String ALL =
      """
      select s.id, s.login, s.name, s.email, s.roles, s.disabled_at, s.password_hash <> '' arrived,
        exists (select 1 from contacts.provider_account a where a.staff = s.id) bound,
        exists (select 1 from contacts.second_factor f where f.staff = s.id)
          or exists (select 1 from contacts.passkey k where k.staff = s.id) factor,
        exists (select 1 from contacts.invitation i
                where i.staff = s.id and i.made_at > :limit) invited,
        (select max(x.seen_at) from contacts.session x where x.staff = s.id) seen
      from contacts.staff s
      order by s.disabled_at is not null, s.name, s.id
      """;

  @PersistenceContext(unitName = "sportello")
  EntityManager em;

  @Inject DeskClock clock;
  @Inject Sessions sessions;
  @Inject SecondFactors factors;
  @Inject Passkeys passkeys;
  @Inject ProviderSignIns providers;
  @Inject Devices devices;
  @Inject Attempts attempts;
  @Inject Invitations invitations;
  @Inject Ways ways;
  @Inject Audit audit;

  /**
   * One of the staff.
   *
   * @param byProvider whether they come in by the identity provider only
   * @param arrived whether there is a password; of who comes by the provider whether they have come
   * @param factor whether there is an authenticator or a passkey, or the provider answers for it
   * @param invited whether a link is on its way
   */
  public record Person(
      AgentId id,
      String login,
      String name,
      String email,
      Set<Role> roles,
      boolean disabled,
      boolean byProvider,
      boolean arrived,
      boolean factor,
      boolean invited,
      Optional<Instant> seen) {}

  /** Everybody, those switched off last. */
  public List<Person> all(Scope by) {
    NotPermitted.unlessAdministrator(by, "see people");
    return Sql.rows(em, ALL, Map.of("limit", Invitations.oldest(clock.now()))).stream()
        .map(this::person)
        .toList();
  }

  private Person person(DataRow row) {
    boolean byProvider = !ways.isOwn(Sql.text(row, "login"));
    boolean bound = row.get("bound", Boolean.class);
    return new Person(
        new AgentId(Sql.id(row, "id")),
        Sql.text(row, "login"),
        Sql.text(row, "name"),
        Sql.text(row, "email"),
        Staff.roles(Sql.text(row, "roles")),
        row.get("disabled_at") != null,
        byProvider,
        byProvider ? bound : row.get("arrived", Boolean.class),
        byProvider ? bound : row.get("factor", Boolean.class),
        row.get("invited", Boolean.class),
        Optional.ofNullable(row.get("seen", Instant.class)));
  }

  /**
   * @return the secret of the link by which this person chooses a password, told only here; empty
   *     for who comes in by the identity provider, which knows them by their address
   * @throws InvalidValue {@code staff.email.provider} when such a person has none
   */
  public Optional<String> invite(Scope by, NewMember member, Language language) {
    NotPermitted.unlessAdministrator(by, "invite");
    boolean own = ways.isOwn(member.login());
    if (!own && member.email().isEmpty()) {
      throw new InvalidValue("staff.email.provider");
    }
    AgentId agent = member.store(em, language);
    audit.record(by, "staff.invite", "staff:" + agent.value());
    return own ? Optional.of(invitations.issue(agent)) : Optional.empty();
  }

  /**
   * For who has forgotten the password, or let the first link go by. The second factor stays.
   *
   * @return the secret of the link, told only here; empty when the account is switched off or none
   * @throws InvalidValue {@code staff.own} for oneself, {@code staff.provider} for who comes in by
   *     the identity provider
   */
  public Optional<String> linkAgain(Scope by, AgentId agent) {
    NotPermitted.unlessAdministrator(by, "make a link");
    refuseOneself(by, agent);
    return Sql.row(
            em,
            "select login from contacts.staff where id = :id and disabled_at is null",
            Map.of("id", agent.value()))
        .map(
            row -> {
              if (!ways.isOwn(Sql.text(row, "login"))) {
                throw new InvalidValue("staff.provider");
              }
              audit.record(by, "staff.link", "staff:" + agent.value());
              return invitations.issue(agent);
            });
  }

  /**
   * @throws InvalidValue {@code staff.roles}, {@code staff.last} for the last administrator
   */
  public void setRoles(Scope by, AgentId agent, Set<Role> roles) {
    NotPermitted.unlessAdministrator(by, "change roles");
    if (roles.isEmpty()) {
      throw new InvalidValue("staff.roles");
    }
    lock();
    int changed =
        Sql.run(
            em,
            "update contacts.staff set roles = :roles where id = :id and roles <> :roles",
            Map.of("roles", NewMember.text(roles), "id", agent.value()));
    if (changed == 1) {
      requireAdministrator();
      sessions.endAll(agent);
      audit.record(by, "staff.roles", "staff:" + agent.value());
    }
  }

  /**
   * Every session, every link and every half sign-in of this person ends.
   *
   * @throws InvalidValue {@code staff.last} for the last administrator
   */
  public void disable(Scope by, AgentId agent) {
    NotPermitted.unlessAdministrator(by, "switch somebody off");
    lock();
    int changed =
        Sql.run(
            em,
            "update contacts.staff set disabled_at = :now where id = :id and disabled_at is null",
            Map.of("now", clock.now(), "id", agent.value()));
    if (changed == 1) {
      requireAdministrator();
      shutOut(agent);
      audit.record(by, "staff.disable", "staff:" + agent.value());
    }
  }

  public void enable(Scope by, AgentId agent) {
    NotPermitted.unlessAdministrator(by, "switch somebody on");
    int changed =
        Sql.run(
            em,
            "update contacts.staff set disabled_at = null where id = :id and disabled_at is not null",
            Map.of("id", agent.value()));
    if (changed == 1) {
      audit.record(by, "staff.enable", "staff:" + agent.value());
    }
  }

  /**
   * For who has lost every second factor, or is somebody else at the identity provider from now on:
   * the next sign-in sets up and binds anew.
   *
   * @throws InvalidValue {@code staff.own} for oneself
   */
  public void resetFactor(Scope by, AgentId agent) {
    NotPermitted.unlessAdministrator(by, "reset a second factor");
    refuseOneself(by, agent);
    passkeys.removeAll(agent);
    providers.forget(agent);
    factors.remove(agent);
    shutOut(agent);
    audit.record(by, "second_factor.reset", "staff:" + agent.value());
  }

  /** One's own password and factor are changed with the password only, see {@link MyAccount}. */
  private static void refuseOneself(Scope by, AgentId agent) {
    if (by instanceof Scope.Staff staff && staff.agent().equals(agent)) {
      throw new InvalidValue("staff.own");
    }
  }

  private void shutOut(AgentId agent) {
    sessions.endAll(agent);
    attempts.forget(agent);
    invitations.forget(agent);
    devices.forget(agent);
  }

  private void lock() {
    Sql.rows(em, "select pg_advisory_xact_lock(:lock) is null locked", Map.of("lock", LOCK));
  }

  private void requireAdministrator() {
    String left =
        """
        select 1 from contacts.staff
        where disabled_at is null
          and (password_hash <> ''
            or exists (select 1 from contacts.provider_account p where p.staff = staff.id))
          and 'ADMINISTRATOR' = any(string_to_array(roles, ' '))
        limit 1
        """;
    if (Sql.row(em, left, Map.of()).isEmpty()) {
      throw new InvalidValue("staff.last");
    }
  }
}
