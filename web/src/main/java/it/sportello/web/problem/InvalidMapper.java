package it.sportello.web.problem;

import jakarta.enterprise.context.Dependent;
import jakarta.validation.ValidationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** Stands before the server's own mapper of violated constraints, which answers 400 and text. */
@Provider
@Dependent
public class InvalidMapper implements ExceptionMapper<ValidationException> {
  @Context private HttpHeaders headers;

  @Override
  public Response toResponse(ValidationException thrown) {
    return ProblemJson.response(Problems.of(thrown), AskedLanguage.of(headers)).build();
  }
}
