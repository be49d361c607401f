package it.sportello.web.api;

import it.sportello.ticketing.Channel;
import it.sportello.ticketing.QueueFilter;
import it.sportello.web.problem.FieldError;
import it.sportello.web.problem.InvalidInput;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which page of the queue is asked for.
 *
 * @param after the cursor that the page before gave as {@code next}; empty for the first page
 * @param limit 1 to 200, 50 where nothing is asked
 */
record QueueRequest(QueueFilter filter, String after, int limit) {
  /**
   * @throws InvalidInput when a parameter is not one of ours, or holds what it cannot
   */
  static QueueRequest of(MultivaluedMap<String, String> query) {
    var faults = new ArrayList<FieldError>();
    for (var name : query.keySet()) {
      if (!List.of("view", "channel", "after", "limit").contains(name)) {
        faults.add(new FieldError("/" + name, "value.field"));
      }
    }
    var view = oneOf(QueueFilter.View.values(), query, "view", faults);
    var channel = oneOf(Channel.values(), query, "channel", faults);
    var limit = limit(Optional.ofNullable(query.getFirst("limit")).orElse("50"), faults);
    if (!faults.isEmpty()) {
      throw new InvalidInput(faults);
    }
    var filter =
        new QueueFilter(
            view.orElse(QueueFilter.View.ALL_OPEN), channel, Optional.empty(), Optional.empty());
    return new QueueRequest(filter, Optional.ofNullable(query.getFirst("after")).orElse(""), limit);
  }

  private static <E extends Enum<E>> Optional<E> oneOf(
      E[] all, MultivaluedMap<String, String> query, String name, List<FieldError> faults) {
    var asked = query.getFirst(name);
    if (asked == null || asked.isEmpty()) {
      return Optional.empty();
    }
    var found = Arrays.stream(all).filter(constant -> constant.name().equals(asked)).findFirst();
    if (found.isEmpty()) {
      faults.add(new FieldError("/" + name, "value.unknown"));
    }
    return found;
  }

  private static int limit(String asked, List<FieldError> faults) {
    int limit = asked.matches("[0-9]{1,3}") ? Integer.parseInt(asked) : 0;
    if (limit < 1 || limit > 200) {
      faults.add(new FieldError("/limit", "value.between", Map.of("min", 1, "max", 200)));
    }
    return limit;
  }
}
