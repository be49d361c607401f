package it.sportello.web.api;

import it.sportello.web.problem.ProblemMappers;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What is served under {@code /api/v1}, by name: nothing gets in by being found. */
@ApplicationPath("api/v1")
public class ApiApplication extends Application {
  @Override
  public Set<Class<?>> getClasses() {
    var classes = new HashSet<>(ProblemMappers.all());
    classes.add(AdministeringFilter.class);
    classes.add(TicketsResource.class);
    classes.add(QueueResource.class);
    classes.add(AttainmentResource.class);
    classes.add(DueResource.class);
    classes.add(WatchResource.class);
    classes.add(RebuildsResource.class);
    classes.add(MailResource.class);
    classes.add(LevelsResource.class);
    classes.add(CalendarsResource.class);
    classes.add(ContractsResource.class);
    classes.add(PlatformsResource.class);
    classes.add(ApplicationsResource.class);
    classes.add(AdmissionResource.class);
    classes.add(IntegrationsResource.class);
    classes.add(AuditResource.class);
    classes.add(OpenApiResource.class);
    return classes;
  }

  /** Without the server's own description of the resources, which nobody has asked for. */
  @Override
  public Map<String, Object> getProperties() {
    return Map.of("jersey.config.server.wadl.disableWadl", true);
  }
}
