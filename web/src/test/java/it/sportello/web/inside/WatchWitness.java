package it.sportello.web.inside;

import it.sportello.entitlements.EntitlementEvent;
import it.sportello.ticketing.PromiseKind;
import it.sportello.ticketing.TicketId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Writes down what the watch announces. */
@ApplicationScoped
public class WatchWitness {
  private final List<String> heard = new CopyOnWriteArrayList<>();

  @Transactional(Transactional.TxType.MANDATORY)
  void on(@Observes EntitlementEvent.PromiseNear near) {
    heard.add(line("NEAR", near.ticket(), near.kind()));
  }

  @Transactional(Transactional.TxType.MANDATORY)
  void on(@Observes EntitlementEvent.PromiseMissed missed) {
    heard.add(line("MISSED", missed.ticket(), missed.kind()));
  }

  /** In the order in which it was heard: {@code NEAR ANSWER}. */
  public List<String> of(TicketId ticket) {
    return heard.stream()
        .filter(line -> line.startsWith(ticket + " "))
        .map(line -> line.substring(line.indexOf(' ') + 1))
        .toList();
  }

  private static String line(String mark, TicketId ticket, PromiseKind kind) {
    return ticket + " " + mark + " " + kind;
  }
}
