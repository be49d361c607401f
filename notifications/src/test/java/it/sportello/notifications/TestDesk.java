package it.sportello.notifications;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import it.sportello.contacts.ContactId;
import it.sportello.contacts.DeskClock;
import it.sportello.contacts.PlatformId;
import it.sportello.entitlements.TryOut;
import jakarta.enterprise.inject.Instance;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Persistence;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jboss.weld.environment.se.Weld;
import org.jboss.weld.environment.se.WeldContainer;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * The desk below the pages, with its real modules, beans, observers and PostgreSQL, without an
 * application server: one for all tests of the module, and others where a test wants them.
 */
final class TestDesk implements AutoCloseable {
  private static EmbeddedPostgres postgres;
  private static TestDesk running;

  private final Map<String, String> settings = new ConcurrentHashMap<>();
  private final DataSource database;
  private final String url;
  private final EntityManagerFactory factory;
  private final WeldContainer beans;

  static synchronized TestDesk get() {
    if (running == null) {
      try {
        postgres = EmbeddedPostgres.builder().start();
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
      running = founded("postgres", Map.of());
    }
    return running;
  }

  /** Another firm's desk, with a database of its own on the same server. */
  static TestDesk another(String name, Map<String, String> settings) {
    get().run("create database " + name);
    return founded(name, settings);
  }

  /** One more node of a desk that is there, which does by itself what the executor lets it do. */
  static TestDesk node(String url, Map<String, String> settings, ScheduledExecutorService jobs) {
    PGSimpleDataSource database = new PGSimpleDataSource();
    database.setUrl(url);
    return new TestDesk("node", database, url, settings, Optional.of(jobs));
  }

  private static TestDesk founded(String name, Map<String, String> settings) {
    TestDesk desk =
        new TestDesk(
            name,
            postgres.getDatabase("postgres", name),
            postgres.getJdbcUrl("postgres", name),
            settings,
            Optional.empty());
    desk.found();
    return desk;
  }

  private TestDesk(
      String name,
      DataSource database,
      String url,
      Map<String, String> more,
      Optional<ScheduledExecutorService> jobs) {
    this.database = database;
    this.url = url;
    settings.put("sportello.key", Base64.getEncoder().encodeToString(new byte[32]));
    settings.put("sportello.tryout", "true");
    settings.put("sportello.url", "https://desk.example");
    settings.put("sportello.smtp.host", "127.0.0.1");
    settings.put("sportello.mail.arc.sealers", "List.example, other.example");
    settings.put("sportello.dispatcher.enabled", "false");
    settings.put("sportello.imap.enabled", "false");
    settings.putAll(more);
    settings.computeIfAbsent("sportello.files", missing -> folder());
    factory =
        Persistence.createEntityManagerFactory(
            "test",
            Map.of("jakarta.persistence.jdbc.url", url, "hibernate.connection.pool_size", "10"));
    beans =
        new Weld(name)
            .addBeanClasses(TestSettings.class, TestTransactions.class, TestNames.class)
            .addExtension(new TestServer(database, factory, settings, jobs))
            .initialize();
  }

  private static String folder() {
    try {
      return Files.createTempDirectory("desk").toString();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private void found() {
    try {
      for (String module : List.of("contacts", "ticketing", "entitlements", "notifications")) {
        migrate(module);
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    customer("1042", "Pasticceria Aurora", "pasticceria-aurora.example");
    customer("2077", "Libreria Minerva", "libreria-minerva.example");
    run(
        "insert into contacts.staff (login, name, language, roles, password_hash)"
            + " values ('anna.conti', 'Anna Conti', 'IT', 'AGENT', '')");
    bean(TryOut.class).seed();
  }

  private void customer(String code, String name, String domain) {
    run(
        """
        insert into contacts.platform (code, name, zone, language)
        values ('%1$s', '%2$s', 'Europe/Rome', 'IT');
        insert into contacts.platform_domain (domain, platform)
        select '%3$s', id from contacts.platform where code = '%1$s';
        """
            .formatted(code, name, domain));
    person(code, "Titolare di " + name, "titolare@" + domain, "ADMINISTRATIVE");
    person(code, "Newsletter di " + name, "newsletter@" + domain, "CAMPAIGN_MANAGER");
  }

  void person(String code, String name, String address, String kind) {
    run(
        """
        with person as (
          insert into contacts.contact (name, language) values ('%2$s', 'IT') returning id),
        address as (
          insert into contacts.contact_address (address_key, contact, address)
          select '%3$s', id, '%3$s' from person)
        insert into contacts.contact_platform (contact, platform, kind)
        select person.id, platform.id, '%4$s'
        from person, contacts.platform platform where platform.code = '%1$s'
        """
            .formatted(code, name, address, kind));
  }

  /** The secret of a session that was opened so many minutes ago. */
  String session(ContactId contact, int minutesAgo) {
    String secret = UUID.randomUUID().toString();
    run(
        """
        insert into contacts.session (secret_hash, contact, created_at, seen_at)
        values (sha256('%s'), %d, now() - interval '%d minutes', now())
        """
            .formatted(secret, contact.value(), minutesAgo));
    return secret;
  }

  <T> T bean(Class<T> type) {
    return beans.select(type).get();
  }

  <T> Instance<T> instance(Class<T> type) {
    return beans.select(type);
  }

  String setting(String name) {
    return settings.get(name);
  }

  void set(String name, String value) {
    settings.put(name, value);
  }

  PlatformId platform(String code) {
    return new PlatformId(number("select id from contacts.platform where code = '" + code + "'"));
  }

  long number(String sql) {
    return ((Number) value(sql)).longValue();
  }

  String text(String sql) {
    return String.valueOf(value(sql));
  }

  void run(String sql) {
    try (Connection connection = database.getConnection();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private Object value(String sql) {
    try (Connection connection = database.getConnection();
        var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      return rows.next() ? rows.getObject(1) : "";
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private void migrate(String module) throws IOException {
    run("create schema " + module);
    Path folder = Path.of("..", module, "src", "main", "resources", "db", module);
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.sorted(Comparator.comparingInt(TestDesk::version)).toList()) {
        run(Files.readString(file, StandardCharsets.UTF_8).replace("${app}", "postgres"));
      }
    }
  }

  /** V10 comes after V9, as it does for the desk. */
  private static int version(Path migration) {
    String name = migration.getFileName().toString();
    return Integer.parseInt(name.substring(1, name.indexOf("__")));
  }

  /** Where its database is, for a node in another process. */
  String url() {
    return url;
  }

  /** Files that nobody names go, as by the job, without waiting for them to grow old. */
  void sweepFiles() throws ReflectiveOperationException {
    Class<?> type = Class.forName("it.sportello.ticketing.BlobSweep");
    var run = type.getDeclaredMethod("run", Duration.class);
    run.setAccessible(true);
    run.invoke(bean(type), Duration.ofSeconds(-5));
  }

  Connection connection() throws SQLException {
    return database.getConnection();
  }

  /** What sends the mails that have no sender of their own. */
  RelayLine line() {
    return bean(RelayLine.class).of(bean(MailSettings.class).relay().orElseThrow());
  }

  DeskClock clock() {
    return bean(DeskClock.class);
  }

  EntityManager em() {
    return TestTransactions.shared(factory);
  }

  @Override
  public void close() {
    beans.close();
    factory.close();
  }
}
