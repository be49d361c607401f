package it.sportello.web.phone;

import it.sportello.web.problem.AskedLanguage;
import it.sportello.web.problem.ProblemJson;
import it.sportello.web.problem.Problems;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/**
 * A caller who holds the line hears an apology, not the switchboard's own "application error": what
 * is our fault is answered 200, in TwiML. What is wrong with the request itself stays a problem.
 */
@Provider
@Dependent
public class SpokenMapper implements ExceptionMapper<Throwable> {
  @Context private HttpHeaders headers;
  @Inject TwimlWriter twiml;

  @Inject PhoneLine line;

  @Override
  public Response toResponse(Throwable thrown) {
    var problem = Problems.of(thrown);
    if (problem.status() < 500 && problem.status() != 422) {
      return ProblemJson.response(problem, AskedLanguage.of(headers)).build();
    }
    return Response.ok(twiml.twiml(line.trouble()), "text/xml;charset=UTF-8").build();
  }
}
