package it.sportello.notifications;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.spi.CreationalContext;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.InjectionPoint;
import jakarta.enterprise.inject.spi.InjectionTarget;
import jakarta.enterprise.inject.spi.ProcessInjectionTarget;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.PersistenceContext;
import java.lang.reflect.Field;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import javax.sql.DataSource;

/** What the server puts into fields, and what it was configured with. */
class TestServer implements Extension {
  private final DataSource database;
  private final EntityManagerFactory factory;
  private final Map<String, String> settings;
  private final Optional<ScheduledExecutorService> jobs;

  /**
   * @param jobs without it nothing happens by itself
   */
  TestServer(
      DataSource database,
      EntityManagerFactory factory,
      Map<String, String> settings,
      Optional<ScheduledExecutorService> jobs) {
    this.database = database;
    this.factory = factory;
    this.settings = settings;
    this.jobs = jobs;
  }

  EntityManagerFactory factory() {
    return factory;
  }

  Optional<String> setting(String name) {
    return Optional.ofNullable(settings.get(name));
  }

  <T> void fill(@Observes ProcessInjectionTarget<T> event) {
    InjectionTarget<T> target = event.getInjectionTarget();
    Class<T> type = event.getAnnotatedType().getJavaClass();
    event.setInjectionTarget(new Filling<>(target, type, this));
  }

  private Object value(Field field) {
    if (field.isAnnotationPresent(PersistenceContext.class)) {
      return TestTransactions.shared(factory);
    }
    if (!field.isAnnotationPresent(Resource.class)) {
      return null;
    }
    if (field.getType() == DataSource.class) {
      return database;
    }
    if (field.getType() == ManagedThreadFactory.class && jobs.isPresent()) {
      return threads();
    }
    return field.getType() == ManagedScheduledExecutorService.class
        ? Proxy.newProxyInstance(
            field.getType().getClassLoader(),
            new Class<?>[] {field.getType()},
            (proxy, method, arguments) ->
                jobs.isPresent() ? method.invoke(jobs.get(), arguments) : null)
        : null;
  }

  private static ManagedThreadFactory threads() {
    return (ManagedThreadFactory)
        Proxy.newProxyInstance(
            ManagedThreadFactory.class.getClassLoader(),
            new Class<?>[] {ManagedThreadFactory.class},
            (proxy, method, arguments) -> new Thread((Runnable) arguments[0]));
  }

  private record Filling<T>(InjectionTarget<T> target, Class<T> type, TestServer server)
      implements InjectionTarget<T> {
    @Override
    public void inject(T instance, CreationalContext<T> context) {
      target.inject(instance, context);
      for (Field field : type.getDeclaredFields()) {
        Object value = server.value(field);
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
    public Set<InjectionPoint> getInjectionPoints() {
      return target.getInjectionPoints();
    }
  }
}
