package it.sportello.contacts;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The sessions of the form, each exchanged for one token of a host product. */
@ApplicationScoped
@Transactional
public class FormSessions {
  public static final Duration LIFE = Duration.ofMinutes(30);
  private static final Jsonb JSON = JsonbBuilder.create();

  @PersistenceContext(unitName = "sportello")
  EntityManager em;

  @Inject DeskClock clock;

  /**
   * @param secret the bearer of the form session, told only here
   */
  public record Opened(String secret, FormCaller caller) {}

  /**
   * Exchanges a verified token, once.
   *
   * @param jti the token's own id, RFC 7519 section 4.1.7
   * @param tokenExpires until when the id must be remembered
   * @return empty when this token was exchanged before
   */
  public Optional<Opened> open(
      String product,
      ContactId contact,
      PlatformId platform,
      Map<String, String> context,
      String jti,
      Instant tokenExpires) {
    Instant now = clock.now();
    Sql.run(em, "delete from contacts.form_session where expires_at < :now", Map.of("now", now));
    Sql.run(em, "delete from contacts.used_form_token where expires_at < :now", Map.of("now", now));
    int first =
        Sql.run(
            em,
            """
            insert into contacts.used_form_token (product, jti, expires_at)
            values (:product, :jti, :expires)
            on conflict do nothing
            """,
            Map.of("product", product, "jti", jti, "expires", tokenExpires.plus(LIFE)));
    if (first == 0) {
      return Optional.empty();
    }
    FormCaller caller =
        new FormCaller(product, contact, platform, Map.copyOf(context), now.plus(LIFE));
    String secret = Secret.draw();
    Sql.run(
        em,
        """
        insert into contacts.form_session (secret_hash, product, contact, platform, context, expires_at)
        values (:hash, :product, :contact, :platform, :context, :expires)
        """,
        Map.of(
            "hash", Secret.hash(secret),
            "product", product,
            "contact", contact.value(),
            "platform", platform.value(),
            "context", JSON.toJson(caller.context()),
            "expires", caller.expires()));
    return Optional.of(new Opened(secret, caller));
  }

  /** Whose form this is; empty when the session never was or is over. */
  public Optional<FormCaller> caller(String secret) {
    return Sql.row(
            em,
            """
            select product, contact, platform, context, expires_at from contacts.form_session
            where secret_hash = :hash and expires_at > :now
            """,
            Map.of("hash", Secret.hash(secret), "now", clock.now()))
        .map(
            row -> {
              Map<String, String> context = new LinkedHashMap<>();
              JSON.fromJson(Sql.text(row, "context"), Map.class)
                  .forEach((key, value) -> context.put(key.toString(), value.toString()));
              return new FormCaller(
                  Sql.text(row, "product"),
                  new ContactId(Sql.id(row, "contact")),
                  new PlatformId(Sql.id(row, "platform")),
                  context,
                  row.get("expires_at", Instant.class));
            });
  }
}
