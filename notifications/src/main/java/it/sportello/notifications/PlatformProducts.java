package it.sportello.notifications;

import it.sportello.contacts.ContactEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.Map;

/**
 * Which product each platform belongs to, kept at hand: whose sender a mail takes is found within
 * the statement that writes the mail.
 */
@ApplicationScoped
@Transactional(TxType.MANDATORY)
class PlatformProducts {
  private static final String ASSIGN =
      """
      insert into notifications.platform_product (platform, product) values (:platform, :product)
      on conflict (platform) do update set product = excluded.product
      """;

  private static final String RELEASE =
      "delete from notifications.platform_product where platform = :platform";

  @PersistenceContext(unitName = "sportello")
  EntityManager em;

  void on(@Observes ContactEvent.PlatformAssigned assigned) {
    assign(assigned.platform().value(), assigned.product());
  }

  private void assign(long platform, String product) {
    if (product.isEmpty()) {
      Sql.run(em, RELEASE, Map.of("platform", platform));
      return;
    }
    Sql.run(em, ASSIGN, Map.of("platform", platform, "product", product));
  }
}
