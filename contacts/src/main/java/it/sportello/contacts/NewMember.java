package it.sportello.contacts;

import static java.util.stream.Collectors.joining;

import jakarta.persistence.EntityManager;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Somebody to be taken on.
 *
 * @param login lower-case letters, digits, dot, dash and underscore, at most 60
 * @param email where mail goes; empty: nowhere
 * @throws InvalidValue {@code staff.login}, {@code staff.name}, {@code staff.roles}, {@code
 *     email.shape}
 */
public record NewMember(String login, String name, String email, Set<Role> roles) {
  private static final int LONGEST_NAME = 100;

  public NewMember {
    login = login.strip().toLowerCase(Locale.ROOT);
    name = name.strip();
    email = email.isBlank() ? "" : new EmailAddress(email).value();
    roles = Set.copyOf(roles);
    if (!login.matches("[a-z0-9][a-z0-9._-]{1,59}")) {
      throw new InvalidValue("staff.login");
    }
    if (name.isEmpty() || name.length() > LONGEST_NAME || name.matches("(?s).*\\p{Cntrl}.*")) {
      throw new InvalidValue("staff.name");
    }
    if (roles.isEmpty()) {
      throw new InvalidValue("staff.roles");
    }
  }

  /**
   * Without a password yet.
   *
   * @throws InvalidValue {@code staff.login.taken}
   */
  AgentId store(EntityManager em, Language language) {
    return Sql.row(
            em,
            """
            insert into contacts.staff (login, name, language, roles, email, password_hash)
            values (:login, :name, :language, :roles, :email, '')
            on conflict (login) do nothing
            returning id
            """,
            Map.of(
                "login", login,
                "name", name,
                "language", language.name(),
                "roles", text(roles),
                "email", email))
        .map(row -> new AgentId(Sql.id(row, "id")))
        .orElseThrow(() -> new InvalidValue("staff.login.taken"));
  }

  /** As the tables keep them: by rank, the highest last. */
  static String text(Set<Role> roles) {
    return roles.stream().sorted().map(Role::name).collect(joining(" "));
  }
}
