package it.sportello.notifications;

import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.transaction.Transactional;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/** What the server does for {@code @Transactional}, on a resource-local unit. */
@Interceptor
@Transactional
@Priority(Interceptor.Priority.PLATFORM_BEFORE)
public class TestTransactions {
  private static final ThreadLocal<EntityManager> RUNNING = new ThreadLocal<>();

  @Inject TestServer server;

  @AroundInvoke
  Object around(InvocationContext call) throws Exception {
    EntityManager running = RUNNING.get();
    if (running == null) {
      return own(call);
    }
    try {
      return call.proceed();
    } catch (RuntimeException e) {
      running.getTransaction().setRollbackOnly();
      throw e;
    }
  }

  private Object own(InvocationContext call) throws Exception {
    Transactional kind = call.getMethod().getDeclaringClass().getAnnotation(Transactional.class);
    if (kind != null && kind.value() == Transactional.TxType.MANDATORY) {
      throw new IllegalStateException("no transaction: " + call.getMethod());
    }
    PowerCuts.pass();
    try (EntityManager em = server.factory().createEntityManager()) {
      RUNNING.set(em);
      em.getTransaction().begin();
      try {
        Object result = call.proceed();
        em.getTransaction().commit();
        PowerCuts.pass();
        return result;
      } finally {
        RUNNING.remove();
        if (em.getTransaction().isActive()) {
          em.getTransaction().rollback();
        }
      }
    }
  }

  /** The entity manager of the running transaction, or one for the moment. */
  static EntityManager shared(EntityManagerFactory factory) {
    return (EntityManager)
        Proxy.newProxyInstance(
            EntityManager.class.getClassLoader(),
            new Class<?>[] {EntityManager.class},
            (proxy, method, arguments) -> {
              EntityManager em = RUNNING.get();
              try {
                return method.invoke(em == null ? factory.createEntityManager() : em, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }
}
