package it.sportello.web.api;

import it.sportello.contacts.Contacts;
import it.sportello.contacts.DeskClock;
import it.sportello.contacts.InvalidValue;
import it.sportello.contacts.Platform;
import it.sportello.contacts.PlatformCode;
import it.sportello.contacts.PlatformId;
import it.sportello.contacts.Scope;
import it.sportello.entitlements.Attainment;
import it.sportello.entitlements.AttainmentQuery;
import it.sportello.entitlements.AttainmentRow;
import it.sportello.entitlements.Levels;
import it.sportello.web.problem.InvalidInput;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Attainment with the names of the customers, looked up once. */
@ApplicationScoped
public class AttainmentTable {
  private static final ZoneId ROME = ZoneId.of("Europe/Rome");

  @Inject Attainment attainment;
  @Inject Contacts contacts;
  @Inject Levels levels;
  @Inject DeskClock clock;

  /** A row and whom it is about. */
  public record Line(AttainmentRow row, String code, String name) {}

  /** The running month in Rome. */
  public YearMonth now() {
    return YearMonth.from(clock.now().atZone(ROME));
  }

  /**
   * @throws InvalidInput when there is no such level or customer
   */
  public List<Line> lines(Scope scope, AttainmentRequest asked) {
    var query = new AttainmentQuery(asked.from(), asked.to(), level(asked), platform(asked));
    var rows = attainment.of(scope, query);
    var platforms =
        contacts.platformsByIds(rows.stream().map(AttainmentRow::platform).distinct().toList());
    return rows.stream().map(row -> line(row, platforms)).toList();
  }

  private Optional<String> level(AttainmentRequest asked) {
    if (asked.level().isEmpty()) {
      return Optional.empty();
    }
    if (levels.all().stream().noneMatch(level -> level.code().equals(asked.level()))) {
      throw new InvalidInput("/level", "value.unknown");
    }
    return Optional.of(asked.level());
  }

  private Optional<PlatformId> platform(AttainmentRequest asked) {
    if (asked.platform().isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        code(asked.platform())
            .flatMap(contacts::platformByCode)
            .map(Platform::id)
            .orElseThrow(() -> new InvalidInput("/platform", "value.unknown")));
  }

  private static Optional<PlatformCode> code(String text) {
    try {
      return Optional.of(new PlatformCode(text));
    } catch (InvalidValue e) {
      return Optional.empty();
    }
  }

  private static Line line(AttainmentRow row, Map<PlatformId, Platform> platforms) {
    var platform = Optional.ofNullable(platforms.get(row.platform()));
    return new Line(
        row,
        platform.map(p -> p.code().value()).orElse(""),
        platform.map(Platform::name).orElse(""));
  }
}
