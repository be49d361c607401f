package it.sportello.contacts;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.lang.System.Logger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * What the registry holds when a desk starts for the first time: nobody, and a token for the first
 * administrator; in the try-out the four customers of a vendor of an email-marketing product with
 * the staff that serves them. A desk that has staff is left alone; several nodes may ask at once.
 */
@ApplicationScoped
@Transactional
public class FirstStart {
  private static final Jsonb JSON = JsonbBuilder.create();
  private static final Logger LOG = System.getLogger(FirstStart.class.getName());
  static final long LOCK = 0x5907_7e11_0001L;

  @PersistenceContext(unitName = "sportello")
  EntityManager em;

  @Inject Passwords passwords;
  @Inject SecondFactors factors;
  @Inject Invitations invitations;
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
  @ConfigProperty(name = "sportello.tryout.codes")
  Optional<String> tryOutCodes;

  @Inject
  @ConfigProperty(name = "sportello.first.token")
  Optional<String> firstToken;

  @Inject
  @ConfigProperty(name = "sportello.url", defaultValue = "http://localhost:8080")
  String url;

  public void prepare() {
    Sql.rows(em, "select pg_advisory_xact_lock(:lock) is null locked", Map.of("lock", LOCK));
    factors.requireKeys();
    if (tryOut) {
      demoProduct();
    }
    boolean fresh = Sql.row(em, "select id from contacts.staff limit 1", Map.of()).isEmpty();
    if (fresh && tryOut) {
      tryOutStaff();
      tryOutPlatforms();
    }
    if (fresh && !tryOut) {
      expectFirst();
    }
    if (tryOut) {
      tryOutAuthenticators();
    }
  }

  /**
   * The launcher hands a token in and prints it; a server that was started without one has no other
   * console than its log.
   */
  private void expectFirst() {
    invitations.expectFirst(firstToken.orElseGet(this::printed));
  }

  private String printed() {
    String token = Secret.draw();
    LOG.log(
        Logger.Level.WARNING,
        "Nobody works here yet. The first administrator opens {0}/first with the token {1}",
        url,
        token);
    return token;
  }

  /** Of the people whom the try-out has made, those who have no authenticator yet. */
  private void tryOutAuthenticators() {
    Map<?, ?> secrets = tryOutCodes.map(json -> JSON.fromJson(json, Map.class)).orElse(Map.of());
    secrets.forEach(
        (login, base32) ->
            Sql.row(
                    em,
                    """
                    select id from contacts.staff s where login = :login
                      and not exists (select 1 from contacts.second_factor f where f.staff = s.id)
                    """,
                    Map.of("login", login))
                .map(row -> new AgentId(Sql.id(row, "id")))
                .ifPresent(agent -> factors.add(agent, Totp.bytes(base32.toString()), 0)));
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
                """
                insert into contacts.integration (name, token_hash, roles, hint, made_at)
                values ('Try-out', :hash, 'ADMINISTRATOR', :hint, :now)
                """,
                Map.of("hash", Secret.hash(token), "hint", Token.hint(token), "now", clock.now())));
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
    demoKey.ifPresent(this::demoProduct);
  }

  private void demoProduct(String jwk) {
    Sql.run(
        em,
        """
        insert into contacts.product (id, name, origins, reference_fields)
        values ('demo', 'Postino', :origin, :fields)
        on conflict (id) do update set origins = excluded.origins
        """,
        Map.of(
            "origin",
            demoOrigin,
            "fields",
            """
            [{"key":"list","labelIt":"Lista","labelEn":"List","pattern":"[0-9]{1,9}"},
             {"key":"message","labelIt":"ID del messaggio","labelEn":"Message ID","pattern":"[0-9]{1,9}"}]
            """));
    Sql.run(
        em,
        """
        insert into contacts.product_key (product, kid, jwk, made_at)
        values ('demo', 'demo', :jwk, :now)
        on conflict (product, kid) do update set jwk = excluded.jwk
        """,
        Map.of("jwk", jwk, "now", clock.now()));
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
    Sql.run(
        em,
        """
        insert into contacts.platform_code (code, platform, since, actor)
        values (:code, :platform, :now, 'desk')
        """,
        Map.of("code", code, "platform", platform, "now", clock.now()));
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
