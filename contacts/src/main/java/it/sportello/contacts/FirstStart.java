package it.sportello.contacts;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * What the registry holds when a desk starts for the first time: the administrator that the
 * environment names, and in the try-out the four customers of a vendor of an email-marketing
 * product with the staff that serves them. A desk that has staff is left alone; several nodes may
 * ask at once.
 */
@ApplicationScoped
@Transactional
public class FirstStart {
  private static final Jsonb JSON = JsonbBuilder.create();
  private static final long LOCK = 0x5907_7e11_0001L;

  @PersistenceContext(unitName = "sportello")
  EntityManager em;

  @Inject Passwords passwords;
  @Inject DeskClock clock;
  @Inject Event<ContactEvent> events;

  @Inject
  @ConfigProperty(name = "sportello.tryout", defaultValue = "false")
  boolean tryOut;

  @Inject
  @ConfigProperty(name = "sportello.tryout.passwords")
  Optional<String> tryOutPasswords;

  @Inject
  @ConfigProperty(name = "sportello.tryout.token")
  Optional<String> tryOutToken;

  @Inject
  @ConfigProperty(name = "sportello.tryout.demo.jwk")
  Optional<String> demoKey;

  @Inject
  @ConfigProperty(name = "sportello.tryout.demo.origin", defaultValue = "http://localhost:8081")
  String demoOrigin;

  @Inject
  @ConfigProperty(name = "sportello.admin.password")
  Optional<String> adminPassword;

  public void prepare() {
    Sql.rows(em, "select pg_advisory_xact_lock(:lock) is null locked", Map.of("lock", LOCK));
    if (tryOut) {
      demoProduct();
    }
    if (Sql.row(em, "select id from contacts.staff limit 1", Map.of()).isPresent()) {
      return;
    }
    adminPassword.ifPresent(
        password ->
            member("admin", "Administrator", "ADMINISTRATOR SUPERVISOR AGENT", "", password));
    if (tryOut) {
      tryOutStaff();
      tryOutPlatforms();
    }
  }

  private void tryOutStaff() {
    Map<?, ?> secrets =
        tryOutPasswords.map(json -> JSON.fromJson(json, Map.class)).orElse(Map.of());
    record Member(String login, String name, String roles) {}
    List.of(
            new Member("anna.conti", "Anna Conti", "AGENT"),
            new Member("marco.riva", "Marco Riva", "AGENT"),
            new Member("giulia.serra", "Giulia Serra", "SUPERVISOR AGENT"),
            new Member("admin", "Paolo Neri", "ADMINISTRATOR SUPERVISOR AGENT"))
        .stream()
        .filter(m -> secrets.containsKey(m.login()))
        .forEach(
            m ->
                member(
                    m.login(),
                    m.name(),
                    m.roles(),
                    m.login() + "@desk.example",
                    secrets.get(m.login()).toString()));
    tryOutToken.ifPresent(
        token ->
            Sql.run(
                em,
                "insert into contacts.integration (name, token_hash, roles) values ('Try-out', :hash, 'ADMINISTRATOR')",
                Map.of("hash", Secret.hash(token))));
  }

  private void member(String login, String name, String roles, String email, String password) {
    Sql.run(
        em,
        """
        insert into contacts.staff (login, name, language, roles, email, password_hash)
        values (:login, :name, 'IT', :roles, :email, :hash)
        on conflict (login) do nothing
        """,
        Map.of(
            "login",
            login,
            "name",
            name,
            "roles",
            roles,
            "email",
            email,
            "hash",
            passwords.hash(password)));
  }

  /**
   * The demo product's key is made anew with its data folder, so it is taken over at every start.
   */
  private void demoProduct() {
    demoKey.ifPresent(
        jwk ->
            Sql.run(
                em,
                """
                insert into contacts.product (id, name, origins, jwk_set, reference_fields)
                values ('demo', 'Postino', :origin, :keys, :fields)
                on conflict (id) do update set origins = excluded.origins, jwk_set = excluded.jwk_set
                """,
                Map.of(
                    "origin",
                    demoOrigin,
                    "keys",
                    "{\"keys\":[" + jwk + "]}",
                    "fields",
                    """
                        [{"key":"list","labelIt":"Lista","labelEn":"List","pattern":"[0-9]{1,9}"},
                         {"key":"message","labelIt":"ID del messaggio","labelEn":"Message ID","pattern":"[0-9]{1,9}"}]
                        """)));
  }

  private void tryOutPlatforms() {
    platform(
        "1042",
        "Pasticceria Aurora",
        "pasticceria-aurora.example",
        "IT",
        "Aurora Bianchi",
        "Luca Ferri",
        "+390255501042");
    platform(
        "2077",
        "Libreria Minerva",
        "libreria-minerva.example",
        "IT",
        "Elena Minervini",
        "Sara Galli",
        "+390255502077");
    platform(
        "3150",
        "Officina Verdi",
        "officina-verdi.example",
        "EN",
        "Giorgio Verdi",
        "Emma Taylor",
        "+390255503150");
    platform(
        "4001",
        "Cantina Sole",
        "cantina-sole.example",
        "IT",
        "Pietro Solari",
        "Chiara Longo",
        "+390255504001");
  }

  private void platform(
      String code,
      String name,
      String domain,
      String language,
      String owner,
      String writer,
      String phone) {
    long platform =
        Sql.id(
            Sql.row(
                    em,
                    """
                    insert into contacts.platform (code, name, zone, language)
                    values (:code, :name, 'Europe/Rome', :language) returning id
                    """,
                    Map.of("code", code, "name", name, "language", language))
                .orElseThrow(),
            "id");
    long titolare = person(platform, owner, language, "ADMINISTRATIVE", "titolare@" + domain);
    person(platform, writer, language, "CAMPAIGN_MANAGER", "newsletter@" + domain);
    Sql.run(
        em,
        "insert into contacts.contact_phone (contact, phone) values (:contact, :phone)",
        Map.of("contact", titolare, "phone", phone));
    Sql.run(
        em,
        "insert into contacts.platform_domain (domain, platform) values (:domain, :platform)",
        Map.of("domain", domain, "platform", platform));
    events.fire(new ContactEvent.PlatformRegistered(new PlatformId(platform), clock.now()));
  }

  private long person(long platform, String name, String language, String kind, String address) {
    long contact =
        Sql.id(
            Sql.row(
                    em,
                    "insert into contacts.contact (name, language) values (:name, :language) returning id",
                    Map.of("name", name, "language", language))
                .orElseThrow(),
            "id");
    Sql.run(
        em,
        "insert into contacts.contact_platform (contact, platform, kind) values (:contact, :platform, :kind)",
        Map.of("contact", contact, "platform", platform, "kind", kind));
    Sql.run(
        em,
        "insert into contacts.contact_address (address_key, contact, address) values (:address, :contact, :address)",
        Map.of("address", address, "contact", contact));
    return contact;
  }
}
