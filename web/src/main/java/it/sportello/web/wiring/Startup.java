package it.sportello.web.wiring;

import it.sportello.contacts.FirstStart;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;

/** What a desk does once, before it serves anybody. */
@ApplicationScoped
class Startup {
  @Inject FirstStart registry;

  void start(@Observes @Initialized(ApplicationScoped.class) Object context) {
    registry.prepare();
  }
}
