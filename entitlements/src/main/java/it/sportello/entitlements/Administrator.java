package it.sportello.entitlements;

import it.sportello.contacts.AgentId;
import it.sportello.contacts.DataRow;
import it.sportello.contacts.Scope;
import it.sportello.ticketing.NotAllowed;
import java.util.Optional;

/**
 * Who may change what is promised.
 *
 * @param agent the id as it is stored, 0 for a program
 */
record Administrator(long agent) {
  /**
   * @throws NotAllowed for everybody else
   */
  static Administrator of(Scope scope, String act) {
    if (!scope.administers()) {
      throw new NotAllowed(act);
    }
    return new Administrator(scope instanceof Scope.Staff staff ? staff.agent().value() : 0);
  }

  /** Who made the row: the column {@code made_by}; empty for a program and the desk itself. */
  static Optional<AgentId> agent(DataRow row) {
    return Rows.anyNumber(row, "made_by").map(AgentId::new);
  }
}
