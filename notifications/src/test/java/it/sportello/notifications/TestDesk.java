package it.sportello.notifications;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import it.sportello.contacts.ContactId;
import it.sportello.contacts.DeskClock;
import it.sportello.contacts.PlatformId;
import it.sportello.entitlements.TryOut;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.context.spi.CreationalContext;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.InjectionPoint;
import jakarta.enterprise.inject.spi.InjectionTarget;
import jakarta.enterprise.inject.spi.ProcessInjectionTarget;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Persistence;
import jakarta.persistence.PersistenceContext;
import jakarta.security.enterprise.identitystore.Pbkdf2PasswordHash;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.weld.environment.se.Weld;
import org.jboss.weld.environment.se.WeldContainer;

/**
 * The desk below the pages, with its real modules, beans, observers and PostgreSQL, without an
 * application server: one for all tests of the module.
 */
final class TestDesk {
  private static final Map<String, String> SETTINGS = new ConcurrentHashMap<>();
  private static TestDesk running;

  private final WeldContainer beans;
  private final DataSource database;

  static synchronized TestDesk get() {
    if (running == null) {
      running = new TestDesk();
    }
    return running;
  }

  private TestDesk() {
    String url;
    try {
      EmbeddedPostgres postgres = EmbeddedPostgres.builder().start();
      database = postgres.getPostgresDatabase();
      url = postgres.getJdbcUrl("postgres", "postgres");
      for (String module : List.of("contacts", "ticketing", "entitlements", "notifications")) {
        migrate(module);
      }
      SETTINGS.put("sportello.files", Files.createTempDirectory("desk").toString());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    SETTINGS.put("sportello.key", Base64.getEncoder().encodeToString(new byte[32]));
    SETTINGS.put("sportello.tryout", "true");
    SETTINGS.put("sportello.url", "https://desk.example");
    SETTINGS.put("sportello.smtp.host", "127.0.0.1");
    SETTINGS.put("sportello.mail.arc.sealers", "List.example, other.example");
    SETTINGS.put("sportello.dispatcher.enabled", "false");
    SETTINGS.put("sportello.imap.enabled", "false");
    TestTransactions.factory =
        Persistence.createEntityManagerFactory(
            "test",
            Map.of("jakarta.persistence.jdbc.url", url, "hibernate.connection.pool_size", "10"));
    beans =
        new Weld()
            .addBeanClasses(Settings.class, TestTransactions.class, TestNames.class)
            .addExtension(new ServerResources(database))
            .initialize();
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

  private void person(String code, String name, String address, String kind) {
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
    return SETTINGS.get(name);
  }

  void set(String name, String value) {
    SETTINGS.put(name, value);
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
    } catch (java.sql.SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private Object value(String sql) {
    try (Connection connection = database.getConnection();
        var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      return rows.next() ? rows.getObject(1) : "";
    } catch (java.sql.SQLException e) {
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

  /** MicroProfile Config, as much as the modules ask of it. */
  @Dependent
  static class Settings {
    @Produces
    @Dependent
    @ConfigProperty
    String text(InjectionPoint point) {
      return value(point).orElseThrow();
    }

    @Produces
    @Dependent
    @ConfigProperty
    boolean flag(InjectionPoint point) {
      return Boolean.parseBoolean(text(point));
    }

    @Produces
    @Dependent
    @ConfigProperty
    Optional<String> optional(InjectionPoint point) {
      return value(point);
    }

    @Produces
    @Dependent
    Pbkdf2PasswordHash hash() {
      return (Pbkdf2PasswordHash)
          Proxy.newProxyInstance(
              Pbkdf2PasswordHash.class.getClassLoader(),
              new Class<?>[] {Pbkdf2PasswordHash.class},
              (proxy, method, arguments) -> method.getName().equals("generate") ? "" : null);
    }

    @Produces
    @Dependent
    Config config() {
      return (Config)
          Proxy.newProxyInstance(
              Config.class.getClassLoader(),
              new Class<?>[] {Config.class},
              (proxy, method, arguments) -> Optional.ofNullable(SETTINGS.get(arguments[0])));
    }

    private static Optional<String> value(InjectionPoint point) {
      ConfigProperty property = point.getAnnotated().getAnnotation(ConfigProperty.class);
      return Optional.ofNullable(SETTINGS.get(property.name()))
          .or(
              () ->
                  Optional.of(property.defaultValue())
                      .filter(value -> !value.equals(ConfigProperty.UNCONFIGURED_VALUE)));
    }
  }

  /** What the server puts into fields. */
  static class ServerResources implements Extension {
    private final DataSource database;

    ServerResources(DataSource database) {
      this.database = database;
    }

    <T> void fill(@Observes ProcessInjectionTarget<T> event) {
      InjectionTarget<T> target = event.getInjectionTarget();
      Class<T> type = event.getAnnotatedType().getJavaClass();
      event.setInjectionTarget(new Filling<>(target, type, database));
    }
  }

  private record Filling<T>(InjectionTarget<T> target, Class<T> type, DataSource database)
      implements InjectionTarget<T> {
    @Override
    public void inject(T instance, CreationalContext<T> context) {
      target.inject(instance, context);
      for (Field field : type.getDeclaredFields()) {
        Object value = value(field);
        if (value != null) {
          try {
            field.setAccessible(true);
            field.set(instance, value);
          } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
          }
        }
      }
    }

    private Object value(Field field) {
      if (field.isAnnotationPresent(PersistenceContext.class)) {
        return TestTransactions.shared();
      }
      if (!field.isAnnotationPresent(Resource.class)) {
        return null;
      }
      if (field.getType() == DataSource.class) {
        return database;
      }
      return field.getType() == ManagedScheduledExecutorService.class
          ? Proxy.newProxyInstance(
              field.getType().getClassLoader(),
              new Class<?>[] {field.getType()},
              (proxy, method, arguments) -> null)
          : null;
    }

    @Override
    public void postConstruct(T instance) {
      target.postConstruct(instance);
    }

    @Override
    public void preDestroy(T instance) {
      target.preDestroy(instance);
    }

    @Override
    public T produce(CreationalContext<T> context) {
      return target.produce(context);
    }

    @Override
    public void dispose(T instance) {
      target.dispose(instance);
    }

    @Override
    public java.util.Set<InjectionPoint> getInjectionPoints() {
      return target.getInjectionPoints();
    }
  }

  /** What sends the mails that have no sender of their own. */
  RelayLine line() {
    return bean(RelayLine.class).of(bean(MailSettings.class).relay().orElseThrow());
  }

  DeskClock clock() {
    return bean(DeskClock.class);
  }

  EntityManager em() {
    return TestTransactions.shared();
  }
}
