package it.sportello.web.phone;

import it.sportello.web.problem.Unreadable;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.ForbiddenException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.ext.MessageBodyReader;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Reads a call and its signature in one go, so that none can be had without the other. The URL that
 * was signed is the configured one: what a proxy or a caller says in {@code Host} does not matter.
 * Where no token is configured every call is refused.
 */
@Provider
@Dependent
@Consumes(MediaType.APPLICATION_FORM_URLENCODED)
public class TwilioCallReader implements MessageBodyReader<TwilioCall> {
  private static final int LIMIT = 65_536;

  @Context private UriInfo uri;

  @Inject
  @ConfigProperty(name = "sportello.url", defaultValue = "http://localhost:8080")
  String url;

  @Inject
  @ConfigProperty(name = "sportello.twilio.token")
  Optional<String> token;

  @Override
  public boolean isReadable(
      Class<?> type, Type generic, Annotation[] annotations, MediaType mediaType) {
    return type == TwilioCall.class;
  }

  @Override
  public TwilioCall readFrom(
      Class<TwilioCall> type,
      Type generic,
      Annotation[] annotations,
      MediaType mediaType,
      MultivaluedMap<String, String> headers,
      InputStream body)
      throws IOException {
    var parameters = parameters(body);
    var signature = Optional.ofNullable(headers.getFirst("X-Twilio-Signature")).orElse("");
    if (token.isEmpty()
        || !new TwilioSignature(token.get()).isRight(signature, called(), parameters)) {
      throw new ForbiddenException();
    }
    return new TwilioCall(parameters);
  }

  private String called() {
    var asked = uri.getRequestUri();
    return url
        + asked.getRawPath()
        + (asked.getRawQuery() == null ? "" : "?" + asked.getRawQuery());
  }

  static Map<String, List<String>> parameters(InputStream body) throws IOException {
    var bytes = body.readNBytes(LIMIT + 1);
    if (bytes.length > LIMIT) {
      throw new ForbiddenException();
    }
    var parameters = new TreeMap<String, List<String>>();
    for (var pair : new String(bytes, StandardCharsets.UTF_8).split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        parameters
            .computeIfAbsent(decoded(pair.substring(0, equals)), name -> new ArrayList<>())
            .add(decoded(pair.substring(equals + 1)));
      }
    }
    return parameters;
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new Unreadable(e);
    }
  }
}
