package it.sportello.notifications;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.spi.InjectionPoint;
import jakarta.inject.Inject;
import jakarta.security.enterprise.identitystore.Pbkdf2PasswordHash;
import java.lang.reflect.Proxy;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** MicroProfile Config, as much as the modules ask of it. */
@Dependent
class TestSettings {
  @Inject TestServer server;

  @Produces
  @Dependent
  @ConfigProperty
  String text(InjectionPoint point) {
    return value(point).orElseThrow();
  }

  @Produces
  @Dependent
  @ConfigProperty
  boolean flag(InjectionPoint point) {
    return Boolean.parseBoolean(text(point));
  }

  @Produces
  @Dependent
  @ConfigProperty
  Optional<String> optional(InjectionPoint point) {
    return value(point);
  }

  @Produces
  @Dependent
  Pbkdf2PasswordHash hash() {
    return (Pbkdf2PasswordHash)
        Proxy.newProxyInstance(
            Pbkdf2PasswordHash.class.getClassLoader(),
            new Class<?>[] {Pbkdf2PasswordHash.class},
            (proxy, method, arguments) -> method.getName().equals("generate") ? "" : null);
  }

  @Produces
  @Dependent
  Config config() {
    TestServer settings = server;
    return (Config)
        Proxy.newProxyInstance(
            Config.class.getClassLoader(),
            new Class<?>[] {Config.class},
            (proxy, method, arguments) -> settings.setting(String.valueOf(arguments[0])));
  }

  private Optional<String> value(InjectionPoint point) {
    ConfigProperty property = point.getAnnotated().getAnnotation(ConfigProperty.class);
    return server
        .setting(property.name())
        .or(
            () ->
                Optional.of(property.defaultValue())
                    .filter(value -> !value.equals(ConfigProperty.UNCONFIGURED_VALUE)));
  }
}
