package it.sportello.web.problem;

import jakarta.enterprise.context.Dependent;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/**
 * Answers every exception of a resource with {@code application/problem+json} (RFC 9457), in the
 * language that the request asks for.
 */
@Provider
@Dependent
public class ProblemMapper implements ExceptionMapper<Throwable> {
  @Context private HttpHeaders headers;

  @Override
  public Response toResponse(Throwable thrown) {
    if (thrown instanceof WebApplicationException e && e.getResponse().getStatus() < 400) {
      return e.getResponse();
    }
    var problem = Problems.of(thrown);
    var response = ProblemJson.response(problem, AskedLanguage.of(headers));
    if (thrown instanceof WebApplicationException e) {
      copy(e.getResponse(), response, HttpHeaders.ALLOW);
      copy(e.getResponse(), response, HttpHeaders.WWW_AUTHENTICATE);
    }
    return response.build();
  }

  private static void copy(Response from, Response.ResponseBuilder to, String header) {
    var value = from.getHeaderString(header);
    if (value != null) {
      to.header(header, value);
    }
  }
}
