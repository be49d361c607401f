package it.sportello.web.api;

import it.sportello.entitlements.Clock;
import it.sportello.entitlements.calendar.WhyLine;
import it.sportello.ticketing.TicketId;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonBuilderFactory;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.spi.JsonProvider;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Promises as programs see them, with their reasons. Durations are working time in seconds; the
 * counted ones of a promise add up to its target, to the microsecond.
 */
final class PromisesJson {
  private static final JsonBuilderFactory JSON =
      JsonProvider.provider().createBuilderFactory(Map.of());

  private PromisesJson() {}

  static String of(TicketId ticket, List<Clock> clocks) {
    JsonArrayBuilder promises = JSON.createArrayBuilder();
    clocks.forEach(clock -> promises.add(promise(clock)));
    return JSON.createObjectBuilder()
        .add("ticket", ticket.value())
        .add("promises", promises)
        .build()
        .toString();
  }

  private static JsonObjectBuilder promise(Clock clock) {
    JsonObjectBuilder json =
        JSON.createObjectBuilder()
            .add("kind", clock.kind().name())
            .add("state", clock.state().name())
            .add("start", clock.start().toString())
            .add("due", clock.due().at().toString())
            .add("targetSeconds", clock.target().toSeconds());
    clock.keptAt().map(Instant::toString).ifPresent(at -> json.add("keptAt", at));
    clock.pausedSince().map(Instant::toString).ifPresent(at -> json.add("pausedSince", at));
    clock.waitsFor().ifPresent(reason -> json.add("waitsFor", reason.name()));
    JsonArrayBuilder why = JSON.createArrayBuilder();
    clock.why().forEach(line -> why.add(line(line)));
    JsonArrayBuilder turns = JSON.createArrayBuilder();
    clock.turns().forEach(turn -> turns.add(turn(turn)));
    return json.add("why", why).add("turns", turns);
  }

  private static JsonObjectBuilder line(WhyLine line) {
    return JSON.createObjectBuilder()
        .add("from", line.from().toString())
        .add("to", line.to().toString())
        .add("countedSeconds", seconds(line.counted()))
        .add("reason", line.reasonKey());
  }

  private static JsonObjectBuilder turn(Clock.Turn turn) {
    JsonObjectBuilder json = JSON.createObjectBuilder().add("at", turn.at().toString());
    turn.severity().ifPresent(severity -> json.add("severity", severity.name()));
    turn.level().ifPresent(level -> json.add("level", level));
    turn.merged().ifPresent(ticket -> json.add("merged", ticket.value()));
    turn.target().ifPresent(target -> json.add("targetSeconds", target.toSeconds()));
    return json;
  }

  /** A fraction where a message came in within a second. */
  private static BigDecimal seconds(Duration counted) {
    BigDecimal seconds = BigDecimal.valueOf(counted.toNanos() / 1000, 6).stripTrailingZeros();
    return seconds.scale() < 0 ? seconds.setScale(0) : seconds;
  }
}
