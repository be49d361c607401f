package it.sportello.web.api;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * The description of this API, OpenAPI 3.0, for everybody. It is written by hand, and a test holds
 * it against the resources: a generated one says what the code does, this one what it promises.
 */
@Path("openapi")
@ApplicationScoped
public class OpenApiResource {
  private final String description = read();

  @GET
  @Produces(MediaType.APPLICATION_JSON)
  public String description() {
    return description;
  }

  private static String read() {
    try (InputStream stream = OpenApiResource.class.getResourceAsStream("openapi.json")) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
