package it.sportello.web.widget;

import it.sportello.web.problem.ProblemMappers;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What is served under {@code /widget/v1}, by name: nothing gets in by being found. */
@ApplicationPath("widget/v1")
public class WidgetApplication extends Application {
  @Override
  public Set<Class<?>> getClasses() {
    var classes = new HashSet<>(ProblemMappers.all());
    classes.add(FormOrigins.class);
    classes.add(FormSessionFilter.class);
    classes.add(SessionResource.class);
    classes.add(FormResource.class);
    classes.add(AttachmentResource.class);
    return classes;
  }

  @Override
  public Map<String, Object> getProperties() {
    return Map.of("jersey.config.server.wadl.disableWadl", true);
  }
}
