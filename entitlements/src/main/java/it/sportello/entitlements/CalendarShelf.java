package it.sportello.entitlements;

import it.sportello.contacts.AgentId;
import it.sportello.contacts.DataRow;
import it.sportello.entitlements.calendar.BusinessCalendar;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Every version of every calendar, with what is known about its making. */
@ApplicationScoped
class CalendarShelf {
  private static final String VERSIONS =
      """
      select v.id, v.code, c.name_it, c.name_en, cast(v.valid_from as text) valid_from, v.made_at,
        v.made_by, v.correction
      from entitlements.calendar_version v
      join entitlements.calendar c on c.code = v.code
      order by v.code, v.valid_from, v.id
      """;

  @PersistenceContext(unitName = "sportello")
  EntityManager em;

  @Inject LevelStore levels;

  /** One version: its calendar, what it counts and who made it. */
  record Volume(
      long id,
      String code,
      String nameIt,
      String nameEn,
      LocalDate from,
      BusinessCalendar calendar,
      Instant madeAt,
      Optional<AgentId> madeBy,
      String correction) {}

  /** By code, then by first day; of two of the same day the later one holds. */
  Versions all() {
    Map<Long, BusinessCalendar> calendars = levels.calendars();
    return new Versions(
        Rows.rows(em, VERSIONS, Map.of()).stream()
            .filter(row -> calendars.containsKey(Rows.number(row, "id")))
            .map(row -> volume(row, calendars))
            .toList());
  }

  private static Volume volume(DataRow row, Map<Long, BusinessCalendar> calendars) {
    return new Volume(
        Rows.number(row, "id"),
        Rows.text(row, "code"),
        Rows.text(row, "name_it"),
        Rows.text(row, "name_en"),
        Rows.date(row, "valid_from"),
        calendars.get(Rows.number(row, "id")),
        Rows.instant(row, "made_at"),
        Administrator.agent(row),
        Rows.text(row, "correction"));
  }

  /** The versions as they were read, and what follows from their dates. */
  record Versions(List<Volume> all) {
    Versions {
      all = List.copyOf(all);
    }

    List<String> codes() {
      return all.stream().map(Volume::code).distinct().toList();
    }

    List<Volume> of(String code) {
      return all.stream().filter(v -> v.code().equals(code)).toList();
    }

    boolean knows(String code) {
      return all.stream().anyMatch(v -> v.code().equals(code));
    }

    /** The version that holds on the day; before the first one, the first. Of a known code. */
    Volume on(LocalDate day, String code) {
      List<Volume> versions = of(code);
      return versions.stream()
          .filter(v -> !v.from().isAfter(day))
          .reduce((earlier, later) -> later)
          .orElse(versions.get(0));
    }

    /** The days after {@code day} from which another version holds. */
    List<LocalDate> changesAfter(LocalDate day, String code) {
      return of(code).stream().map(Volume::from).filter(day::isBefore).distinct().toList();
    }

    /** As of {@link LevelBook#until}. */
    Optional<LocalDate> until(Volume version) {
      return of(version.code()).stream()
          .filter(v -> !v.from().isBefore(version.from()))
          .filter(v -> v.from().isAfter(version.from()) || v.id() > version.id())
          .map(v -> v.from().minusDays(1))
          .findFirst();
    }
  }
}
