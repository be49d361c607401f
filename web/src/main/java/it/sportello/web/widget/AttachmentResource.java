package it.sportello.web.widget;

import it.sportello.ticketing.Attachments;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;

/**
 * Pictures and videos, each sent before the form that names it; sending one again changes nothing.
 */
@Path("attachments/{key: [0-9a-f]{32}}")
@FormSession
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
public class AttachmentResource {
  private static final int UPLOADS_A_MINUTE = 60;

  @Inject CurrentForm current;
  @Inject FormUploads uploads;
  @Inject Attachments attachments;
  @Inject Throttle throttle;

  /**
   * @param length -1 when the caller does not say
   */
  @PUT
  @Consumes(MediaType.WILDCARD)
  public JsonObject keep(
      @PathParam("key") String key,
      @QueryParam("name") @DefaultValue("file") String name,
      @HeaderParam("Content-Length") @DefaultValue("-1") long length,
      InputStream body)
      throws IOException {
    throttle.take("uploads:" + current.source(), UPLOADS_A_MINUTE);
    return FormJson.upload(key, uploads.keep(current.source(), key, name, length, body));
  }

  @DELETE
  public void drop(@PathParam("key") String key) {
    attachments.drop(current.source(), key);
  }
}
