package it.sportello.contacts;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Which ways in are open. Where an identity provider is configured for the staff, its word is
 * trusted for both factors: passwords and passkeys of ours open nothing then, but for the one
 * account that is named for emergencies. Customers may sign in by link as well.
 */
@ApplicationScoped
public class Ways {
  @Inject
  @ConfigProperty(name = "sportello.oidc.issuer")
  Optional<String> staff;

  @Inject
  @ConfigProperty(name = "sportello.oidc.customers.issuer")
  Optional<String> customers;

  @Inject
  @ConfigProperty(name = "sportello.oidc.emergency")
  Optional<String> emergency;

  public boolean isStaffByProvider() {
    return staff.isPresent();
  }

  public boolean areCustomersByProvider() {
    return customers.isPresent();
  }

  /** Whether anybody of the staff may use a password. */
  public boolean isPasswordAsked() {
    return staff.isEmpty() || emergency.isPresent();
  }

  /** Whether whoever has this login may come in without the provider. */
  boolean isOwn(String login) {
    return staff.isEmpty()
        || emergency
            .map(one -> one.strip().toLowerCase(Locale.ROOT))
            .filter(login::equals)
            .isPresent();
  }
}
