package it.sportello.web.wiring;

import it.sportello.contacts.AuditJob;
import it.sportello.contacts.FirstStart;
import it.sportello.entitlements.ApplicationJob;
import it.sportello.entitlements.RebuildJob;
import it.sportello.entitlements.TryOut;
import it.sportello.entitlements.Watch;
import it.sportello.notifications.MailJobs;
import it.sportello.ticketing.Sweeper;
import it.sportello.web.oidc.ProviderSettings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * What a desk does once, before it serves anybody, and the jobs that run from then on. They are
 * started from here: in a library of the WAR the server announces the application's start before
 * {@code java:comp} has anything to look up.
 */
@ApplicationScoped
class Startup {
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  @Inject ProviderSettings providers;
  @Inject FirstStart registry;
  @Inject TryOut contracts;
  @Inject Sweeper sweeper;
  @Inject Watch watch;
  @Inject MailJobs mails;
  @Inject RebuildJob rebuild;
  @Inject ApplicationJob applications;
  @Inject AuditJob audit;

  @Inject
  @ConfigProperty(name = "sportello.url", defaultValue = "http://localhost:8080")
  String url;

  void start(@Observes @Initialized(ApplicationScoped.class) Object context) {
    refuseCookiesInTheClear(URI.create(url));
    providers.check();
    registry.prepare();
    contracts.seed();
    sweeper.start();
    watch.start();
    mails.start();
    rebuild.start();
    applications.start();
    audit.start();
  }

  /**
   * Over plain http a session cookie can be read on the way; only a desk that nobody else reaches
   * may do so.
   */
  static void refuseCookiesInTheClear(URI address) {
    boolean loopback = address.getHost() != null && LOOPBACK.contains(address.getHost());
    if ("https".equals(address.getScheme()) || ("http".equals(address.getScheme()) && loopback)) {
      return;
    }
    throw new IllegalStateException(
        "SPORTELLO_URL is " + address + ": it has to be https, or http on localhost.");
  }
}
