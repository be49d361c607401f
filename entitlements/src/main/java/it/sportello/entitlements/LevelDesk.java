package it.sportello.entitlements;

import it.sportello.contacts.Audit;
import it.sportello.contacts.DataRow;
import it.sportello.contacts.DeskClock;
import it.sportello.contacts.Scope;
import it.sportello.ticketing.NotAllowed;
import it.sportello.ticketing.Origin;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The support levels, for administrators: looked through and changed by new versions. A version
 * that is stored never changes; a ticket keeps the one that it was opened under.
 *
 * <p>Everybody else is told {@link NotAllowed}.
 */
@ApplicationScoped
@Transactional
public class LevelDesk {
  private static final String EDITIONS =
      """
      select v.id, c.code calendar, p.code phone_calendar, v.made_at, v.made_by, v.correction
      from entitlements.level_version v
      join entitlements.calendar_version c on c.id = v.calendar_version
      left join entitlements.calendar_version p on p.id = v.phone_calendar_version
      """;

  @PersistenceContext(unitName = "sportello")
  EntityManager em;

  @Inject LevelStore levels;
  @Inject LevelWriter writer;
  @Inject CalendarShelf calendars;
  @Inject Acts acts;
  @Inject Audit audit;
  @Inject DeskClock clock;

  /** Every version of every level: the smallest level first, and of each the newest first. */
  public List<LevelEdition> all(Scope scope) {
    Administrator.of(scope, "administer");
    Map<Long, DataRow> made =
        Rows.rows(em, EDITIONS, Map.of()).stream()
            .collect(Collectors.toMap(row -> Rows.number(row, "id"), Function.identity()));
    LevelBook book = levels.book();
    LocalDate today = Rome.date(clock.now());
    List<LevelEdition> editions = new ArrayList<>();
    List<String> codes = book.all().stream().map(LevelVersion::code).distinct().toList();
    for (String code : codes) {
      book.all().stream()
          .filter(version -> version.code().equals(code) && made.containsKey(version.id()))
          .map(version -> edition(version, book, made.get(version.id()), today))
          .sorted(
              Comparator.comparing(LevelEdition::from)
                  .thenComparing(edition -> edition.level().version())
                  .reversed())
          .forEach(editions::add);
    }
    return editions;
  }

  /**
   * The versions of one level, the newest first.
   *
   * @throws UnknownLevel when there is no such level
   */
  public List<LevelEdition> versions(Scope scope, String code) {
    List<LevelEdition> found =
        all(scope).stream().filter(edition -> edition.level().code().equals(code)).toList();
    if (found.isEmpty()) {
      throw new UnknownLevel(code);
    }
    return found;
  }

  /**
   * @throws UnknownLevel when there is no such version
   */
  public LevelEdition version(Scope scope, long version) {
    return all(scope).stream()
        .filter(edition -> edition.level().version() == version)
        .findFirst()
        .orElseThrow(() -> new UnknownLevel("version " + version));
  }

  /**
   * Stores a new version, and the level itself where its code is new. Where the calendars change
   * later than its first day, by versions that are stored already, it is followed by a version for
   * each of them. A repeat stores nothing.
   *
   * @return the version that is valid from the first day
   * @throws InvalidTerms with every fault of the draft
   */
  public long add(Scope scope, LevelDraft draft, Origin origin) {
    Administrator by = Administrator.of(scope, "administer");
    Optional<Long> before = acts.begin(origin);
    if (before.isPresent()) {
      return before.get();
    }
    LevelBook book = levels.book();
    LocalDate today = Rome.date(clock.now());
    new LevelRules(calendars.all(), today).check(draft, book.knows(draft.code()));
    long made = writer.add(draft, book, calendars.all(), by);
    acts.keep(origin, made);
    audit.record(scope, "level.version", "level:" + draft.code() + ":" + made);
    return made;
  }

  private static LevelEdition edition(
      LevelVersion version, LevelBook book, DataRow made, LocalDate today) {
    return new LevelEdition(
        Levels.view(version, false, Optional.empty()),
        version.validFrom(),
        book.until(version),
        book.on(today, version.code()).equals(version),
        Rows.text(made, "calendar"),
        Optional.ofNullable(made.get("phone_calendar")).map(Object::toString),
        version.bySeverity(),
        version.priorities(),
        Rows.instant(made, "made_at"),
        Administrator.agent(made),
        Rows.text(made, "correction"));
  }
}
