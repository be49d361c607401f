package it.sportello.web.oidc;

import it.sportello.contacts.ProviderExits.Exit;
import it.sportello.contacts.ProviderSignIns.Identity;
import it.sportello.contacts.ProviderSignIns.Journey;
import it.sportello.contacts.ProviderSignIns.Whom;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The providers that this desk sends people to. */
@ApplicationScoped
public class Providers {
  public static final String BACK = "/provider/back";

  /** Where whoever has signed out at a provider arrives. */
  public static final String OUT = "/signed-out";

  @Inject ProviderSettings settings;

  @Inject
  @ConfigProperty(name = "sportello.url", defaultValue = "http://localhost:8080")
  String url;

  private final Map<Whom, Provider> providers = new EnumMap<>(Whom.class);

  @PostConstruct
  void prepare() {
    for (Whom whom : Whom.values()) {
      settings
          .client(whom)
          .ifPresent(
              client ->
                  providers.put(
                      whom, new Provider(client, URI.create(url + BACK), URI.create(url + OUT))));
    }
  }

  public boolean has(Whom whom) {
    return providers.containsKey(whom);
  }

  /**
   * Where the browser is sent to sign in.
   *
   * @param again to show once more who they are, even if the provider knows them still
   */
  public URI door(Journey journey, boolean again) throws ProviderAway {
    return providers.get(journey.whom()).door(journey, again);
  }

  /** Where the browser is sent to sign out there too; empty where there is no such place. */
  public Optional<URI> exit(Exit exit) throws ProviderAway {
    return has(exit.whom()) ? providers.get(exit.whom()).exit(exit.token()) : Optional.empty();
  }

  /**
   * Who has signed in there, by the code that the browser has brought back.
   *
   * @param issuer who the answer says that it comes from; empty where it does not say
   */
  public Identity identity(Journey journey, String code, String issuer)
      throws ProviderAway, ProviderRefused {
    return providers.get(journey.whom()).identity(journey, code, issuer);
  }
}
