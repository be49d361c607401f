package it.sportello.entitlements;

import it.sportello.contacts.Contacts;
import it.sportello.contacts.DeskClock;
import it.sportello.contacts.Platform;
import it.sportello.contacts.PlatformCode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.LocalDate;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The contracts of the try-out: 1042 Priority, 2077 Phone, 3150 Email, 4001 a Priority that ended a
 * month ago. Only where {@code sportello.tryout} is true; a platform that has a contract keeps it.
 */
@ApplicationScoped
@Transactional
public class TryOut {
  private static final String CONTRACT =
      """
      insert into entitlements.contract (platform, level, first_day, last_day)
      select :platform, :level, cast(:first as date), cast(:last as date)
      where not exists (select from entitlements.contract where platform = :platform)
      """;

  @PersistenceContext(unitName = "sportello")
  EntityManager em;

  @Inject Contacts contacts;
  @Inject DeskClock clock;

  @Inject
  @ConfigProperty(name = "sportello.tryout", defaultValue = "false")
  boolean tryout;

  /** The platforms must be registered before; may be called at each start. */
  public void seed() {
    if (!tryout) {
      return;
    }
    LocalDate today = Rome.date(clock.now());
    LocalDate first = today.minusYears(1).withDayOfYear(1);
    LocalDate last = first.plusYears(3).minusDays(1);
    contract("1042", "priority", first, last);
    contract("2077", "phone", first, last);
    contract("3150", "email", first, last);
    contract("4001", "priority", first, today.minusMonths(1));
  }

  private void contract(String code, String level, LocalDate first, LocalDate last) {
    contacts
        .platformByCode(new PlatformCode(code))
        .map(Platform::id)
        .ifPresent(
            platform ->
                Rows.run(
                    em,
                    CONTRACT,
                    Map.of(
                        "platform",
                        platform.value(),
                        "level",
                        level,
                        "first",
                        first.toString(),
                        "last",
                        last.toString())));
  }
}
