package it.sportello.web.pages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import it.sportello.web.harness.Desk;
import it.sportello.web.harness.Visitor;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A page of the queue costs a fixed number of statements, however many rows it shows. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class QueueCostIT {
  /** Session, its member of the staff, rows, people, platforms, levels, counters. */
  private static final long MOST = 8;

  private final Desk desk = Desk.running();

  @Test
  void aPageOfTheQueueAsksNothingForEachRow() {
    Visitor agent = desk.staff("anna.conti");
    tickets(3);
    long few = desk.statements(() -> agent.get("/queue").expect(200));
    tickets(20);
    long many = desk.statements(() -> agent.get("/queue").expect(200));

    assertEquals(few, many);
    assertTrue(many <= MOST, () -> many + " statements for one page of the queue");
  }

  private void tickets(int count) {
    for (int i = 0; i < count; i++) {
      desk.ticket(i % 2 == 0 ? "2077" : "4001", "Costo della coda " + i, "Una riga.");
    }
  }
}
