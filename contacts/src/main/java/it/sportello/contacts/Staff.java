package it.sportello.contacts;

import static java.util.stream.Collectors.toMap;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The people behind the counter. */
@ApplicationScoped
@Transactional
public class Staff {
  private static final String MEMBER =
      "select s.id, s.name, s.language, s.roles, s.password_hash from contacts.staff s ";

  private static final String ON_DUTY =
      """
      select id, language, email
      from contacts.staff
      where email <> '' and disabled_at is null and 'AGENT' = any(string_to_array(roles, ' '))
      order by id
      """;

  @PersistenceContext(unitName = "sportello")
  EntityManager em;

  @Inject Passwords passwords;

  /** Compared with when the login is unknown, so that both answers take the same time. */
  private String nobodysHash;

  @PostConstruct
  void prepare() {
    nobodysHash = passwords.hash(Secret.draw());
  }

  /**
   * The member of the staff with this login and this password; empty tells not which of the two was
   * wrong, or whether the account is switched off or waits for its first password. Takes its time,
   * so no transaction is open meanwhile.
   */
  @Transactional(TxType.SUPPORTS)
  Optional<Caller.Staff> authenticate(String login, String password) {
    Optional<DataRow> row =
        Sql.row(
            em,
            MEMBER + "where s.login = :login and s.disabled_at is null and s.password_hash <> ''",
            Map.of("login", login.strip().toLowerCase(Locale.ROOT)));
    boolean right =
        passwords.matches(password, row.map(r -> Sql.text(r, "password_hash")).orElse(nobodysHash));
    return right ? row.map(Staff::member) : Optional.empty();
  }

  /** Whether this is the member's password; takes its time too. */
  @Transactional(TxType.SUPPORTS)
  boolean isPasswordOf(AgentId id, String password) {
    String hash =
        Sql.row(em, MEMBER + "where s.id = :id", Map.of("id", id.value()))
            .map(row -> Sql.text(row, "password_hash"))
            .filter(text -> !text.isEmpty())
            .orElse(nobodysHash);
    return passwords.matches(password, hash);
  }

  /** Empty where there is none, and when the account is switched off. */
  public Optional<Caller.Staff> member(AgentId id) {
    return Sql.row(
            em, MEMBER + "where s.id = :id and s.disabled_at is null", Map.of("id", id.value()))
        .map(Staff::member);
  }

  /**
   * Keeps this person from being switched off until the transaction ends, so that a session opened
   * in it is one that switching them off finds and ends.
   *
   * @return false when they are switched off already
   */
  boolean hold(AgentId id) {
    return Sql.row(
            em,
            "select id from contacts.staff where id = :id and disabled_at is null for share",
            Map.of("id", id.value()))
        .isPresent();
  }

  String login(AgentId id) {
    return Sql.row(em, "select login from contacts.staff where id = :id", Map.of("id", id.value()))
        .map(row -> Sql.text(row, "login"))
        .orElse("");
  }

  /** Whose login it is, also when the account is switched off. */
  public Optional<AgentId> byLogin(String login) {
    return Sql.row(
            em,
            "select id from contacts.staff where login = :login",
            Map.of("login", login.strip().toLowerCase(Locale.ROOT)))
        .map(row -> new AgentId(Sql.id(row, "id")));
  }

  /** What others know of a person, which is no password: login, name and address. */
  List<String> wordsOf(AgentId id) {
    return Sql.row(
            em,
            "select login, name, email from contacts.staff where id = :id",
            Map.of("id", id.value()))
        .map(row -> List.of(Sql.text(row, "login"), Sql.text(row, "name"), Sql.text(row, "email")))
        .orElse(List.of());
  }

  void setPassword(AgentId id, String hash) {
    Sql.run(
        em,
        "update contacts.staff set password_hash = :hash where id = :id",
        Map.of("hash", hash, "id", id.value()));
  }

  public Map<AgentId, String> names(Collection<AgentId> ids) {
    if (ids.isEmpty()) {
      return Map.of();
    }
    Long[] keys = ids.stream().map(AgentId::value).distinct().toArray(Long[]::new);
    return Sql.rows(em, MEMBER + "where s.id = any(:ids)", Map.of("ids", keys)).stream()
        .map(Staff::member)
        .collect(toMap(Caller.Staff::id, Caller.Staff::name));
  }

  /** Everybody whose account is not switched off, by name. */
  public List<Caller.Staff> all() {
    return Sql.rows(em, MEMBER + "where s.disabled_at is null order by s.name, s.id", Map.of())
        .stream()
        .map(Staff::member)
        .toList();
  }

  /** Where this member gets mail; empty where there is no address, or the account is off. */
  public Optional<EmailAddress> address(AgentId id) {
    return Sql.row(
            em,
            "select email from contacts.staff"
                + " where id = :id and email <> '' and disabled_at is null",
            Map.of("id", id.value()))
        .map(row -> new EmailAddress(Sql.text(row, "email")));
  }

  /** An agent, and where to write to. */
  public record OnDuty(AgentId id, Language language, EmailAddress address) {}

  /** The agents who have an address for mail. */
  public List<OnDuty> onDuty() {
    return Sql.rows(em, ON_DUTY, Map.of()).stream()
        .map(
            row ->
                new OnDuty(
                    new AgentId(Sql.id(row, "id")),
                    Language.valueOf(Sql.text(row, "language")),
                    new EmailAddress(Sql.text(row, "email"))))
        .toList();
  }

  private static Caller.Staff member(DataRow row) {
    return new Caller.Staff(
        new AgentId(Sql.id(row, "id")),
        Sql.text(row, "name"),
        Language.valueOf(Sql.text(row, "language")),
        roles(Sql.text(row, "roles")));
  }

  /** Separated by blanks; none is nothing. */
  static Set<Role> roles(String names) {
    Set<Role> roles = EnumSet.noneOf(Role.class);
    Arrays.stream(names.split(" "))
        .filter(name -> !name.isEmpty())
        .map(Role::valueOf)
        .forEach(roles::add);
    return roles;
  }
}
