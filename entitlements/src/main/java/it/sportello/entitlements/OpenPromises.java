package it.sportello.entitlements;

import static java.util.stream.Collectors.toUnmodifiableSet;

import it.sportello.ticketing.PromiseKind;
import it.sportello.ticketing.TicketId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.Collection;
import java.util.Map;
import java.util.Set;

/** Which promises still run; for the desk itself, it checks no right. */
@ApplicationScoped
@Transactional
public class OpenPromises {
  private static final String RUNNING =
      """
      select ticket, kind, round
      from entitlements.clock
      where ticket = any(:tickets) and kept_at is null and stopped_at is null and paused_at is null
      """;

  @PersistenceContext(unitName = "sportello")
  EntityManager em;

  /**
   * One run of one clock.
   *
   * @param round counts the runs of this kind from 1
   */
  public record Run(TicketId ticket, PromiseKind kind, int round) {}

  /** Those of these tickets that are neither kept nor stopped nor paused. */
  public Set<Run> of(Collection<TicketId> tickets) {
    Long[] ids = tickets.stream().map(TicketId::value).distinct().toArray(Long[]::new);
    return Rows.rows(em, RUNNING, Map.of("tickets", ids)).stream()
        .map(
            row ->
                new Run(
                    new TicketId(Rows.number(row, "ticket")),
                    PromiseKind.valueOf(Rows.text(row, "kind")),
                    Rows.small(row, "round")))
        .collect(toUnmodifiableSet());
  }
}
