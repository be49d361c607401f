package it.sportello.web.phone;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Map;
import java.util.Set;

/** What a switchboard may call. */
@ApplicationPath("phone")
public class PhoneApplication extends Application {
  @Override
  public Set<Class<?>> getClasses() {
    return Set.of(
        TwilioResource.class, TwilioCallReader.class, TwimlWriter.class, SpokenMapper.class);
  }

  @Override
  public Map<String, Object> getProperties() {
    return Map.of("jersey.config.server.wadl.disableWadl", true);
  }
}
