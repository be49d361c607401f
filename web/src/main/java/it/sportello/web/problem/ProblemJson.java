package it.sportello.web.problem;

import it.sportello.contacts.Language;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonBuilderFactory;
import jakarta.json.spi.JsonProvider;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import java.util.TreeMap;

/** A problem as RFC 9457 writes it; facts are extension members. */
public final class ProblemJson {
  public static final String MEDIA_TYPE = "application/problem+json";
  private static final JsonBuilderFactory JSON =
      JsonProvider.provider().createBuilderFactory(Map.of());

  private ProblemJson() {}

  /** The whole answer, not to be kept by any cache. */
  public static Response.ResponseBuilder response(Problem problem, Language language) {
    var response =
        Response.status(problem.status())
            .type(MEDIA_TYPE)
            .header(HttpHeaders.CACHE_CONTROL, "no-store")
            .header(HttpHeaders.VARY, HttpHeaders.ACCEPT_LANGUAGE)
            .language(language.locale())
            .entity(text(problem, language));
    var seconds = problem.facts().get(Problem.RETRY_AFTER);
    return seconds == null ? response : response.header(HttpHeaders.RETRY_AFTER, seconds);
  }

  /** The document alone, for answers that no resource gives. */
  public static String text(Problem problem, Language language) {
    var json =
        JSON.createObjectBuilder()
            .add("type", "urn:sportello:problem:" + problem.type())
            .add("title", problem.title(language))
            .add("status", problem.status())
            .add("detail", problem.detail(language));
    new TreeMap<>(problem.facts()).forEach((name, fact) -> json.add(name, fact.toString()));
    if (!problem.errors().isEmpty()) {
      json.add("errors", errors(problem, language));
    }
    return json.build().toString();
  }

  private static JsonArrayBuilder errors(Problem problem, Language language) {
    var errors = JSON.createArrayBuilder();
    for (var error : problem.errors()) {
      errors.add(
          JSON.createObjectBuilder()
              .add("pointer", error.pointer())
              .add("detail", error.detail(language)));
    }
    return errors;
  }
}
