package it.sportello.web.phone;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyWriter;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** A step of the conversation as TwiML, Twilio's markup. */
@Provider
@Dependent
@Produces("text/xml")
public class TwimlWriter implements MessageBodyWriter<PhoneStep> {
  @Inject
  @ConfigProperty(name = "sportello.url", defaultValue = "http://localhost:8080")
  String url;

  @Inject
  @ConfigProperty(name = "sportello.phone.agents")
  Optional<String> agents;

  @Override
  public boolean isWriteable(
      Class<?> type, Type generic, Annotation[] annotations, MediaType mediaType) {
    return type == PhoneStep.class;
  }

  @Override
  public void writeTo(
      PhoneStep step,
      Class<?> type,
      Type generic,
      Annotation[] annotations,
      MediaType mediaType,
      MultivaluedMap<String, Object> headers,
      OutputStream out)
      throws IOException {
    out.write(twiml(step));
  }

  byte[] twiml(PhoneStep step) {
    return Twiml.of(step, url + "/phone/twilio/code?attempt=" + step.attempt(), agents.orElse(""));
  }
}
