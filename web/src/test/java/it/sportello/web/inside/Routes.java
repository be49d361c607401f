package it.sportello.web.inside;

import it.sportello.web.api.ApiApplication;
import it.sportello.web.phone.PhoneApplication;
import it.sportello.web.widget.WidgetApplication;
import jakarta.servlet.ServletContext;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Application;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Every way into the running desk: its pages, its servlets and its resources. */
final class Routes {
  private Routes() {}

  /** Such as {@code PAGE /queue}, {@code SERVLET /live}, {@code GET /api/v1/queue}. */
  static Set<String> of(ServletContext desk) {
    Set<String> routes = new TreeSet<>();
    pages(desk, "/", routes);
    desk.getServletRegistrations()
        .forEach(
            (name, servlet) -> {
              String type = servlet.getClassName();
              if (type.startsWith("it.sportello.")) {
                servlet.getMappings().stream()
                    .filter(mapping -> !mapping.startsWith("/test/"))
                    .forEach(mapping -> routes.add("SERVLET " + mapping));
              }
            });
    for (Application front :
        List.of(new ApiApplication(), new WidgetApplication(), new PhoneApplication())) {
      String base = "/" + front.getClass().getAnnotation(ApplicationPath.class).value();
      front.getClasses().stream()
          .filter(type -> type.isAnnotationPresent(Path.class))
          .forEach(type -> resources(base, type, routes));
    }
    return routes;
  }

  private static void pages(ServletContext desk, String folder, Set<String> routes) {
    Set<String> paths = desk.getResourcePaths(folder);
    for (String path : paths == null ? Set.<String>of() : paths) {
      if (path.endsWith("/") && !path.startsWith("/WEB-INF") && !path.startsWith("/META-INF")) {
        pages(desk, path, routes);
      } else if (path.endsWith(".xhtml")) {
        routes.add("PAGE " + path.substring(0, path.length() - ".xhtml".length()));
      }
    }
  }

  private static void resources(String base, Class<?> type, Set<String> routes) {
    for (Method method : type.getMethods()) {
      for (Annotation annotation : method.getAnnotations()) {
        HttpMethod verb = annotation.annotationType().getAnnotation(HttpMethod.class);
        if (verb != null) {
          Path own = method.getAnnotation(Path.class);
          String path = join(base, type.getAnnotation(Path.class).value());
          routes.add(verb.value() + " " + (own == null ? path : join(path, own.value())));
        }
      }
    }
  }

  private static String join(String base, String path) {
    return path.isEmpty() ? base : base + (path.startsWith("/") ? "" : "/") + path;
  }
}
