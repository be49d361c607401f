package it.sportello.ticketing;

import it.sportello.contacts.PlatformId;
import it.sportello.contacts.Scope;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * A {@link Scope} as a condition on {@code ticketing.ticket t}, so that nothing out of sight is
 * ever read.
 *
 * @param condition in SQL, in brackets
 */
record Sight(String condition, Map<String, Object> parameters) {
  private static final Sight ALL = new Sight("(true)", Map.of());
  private static final Sight NONE = new Sight("(false)", Map.of());

  static Sight of(Scope scope) {
    if (scope.everything()) {
      return ALL;
    }
    return scope instanceof Scope.Customer customer ? of(customer) : NONE;
  }

  private static Sight of(Scope.Customer customer) {
    if (customer.whole().isEmpty() && customer.own().isEmpty()) {
      return NONE;
    }
    Map<String, Object> parameters = new HashMap<>();
    StringBuilder condition = new StringBuilder();
    if (!customer.whole().isEmpty()) {
      condition.append("t.platform_id in (:whole)");
      parameters.put("whole", values(customer.whole()));
    }
    if (!customer.own().isEmpty()) {
      condition.append(condition.isEmpty() ? "" : " or ");
      condition.append("t.platform_id in (:own) and t.requester_id = :self");
      parameters.put("own", values(customer.own()));
      parameters.put("self", customer.contact().value());
    }
    return new Sight("(" + condition + ")", Map.copyOf(parameters));
  }

  private static Collection<Long> values(Collection<PlatformId> platforms) {
    return platforms.stream().map(PlatformId::value).sorted().toList();
  }

  /** These parameters beside those of the statement. */
  Map<String, Object> and(Map<String, ?> others) {
    Map<String, Object> all = new HashMap<>(parameters);
    all.putAll(others);
    return all;
  }
}
