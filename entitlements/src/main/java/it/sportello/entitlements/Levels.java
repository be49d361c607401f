package it.sportello.entitlements;

import it.sportello.contacts.DeskClock;
import it.sportello.contacts.PlatformId;
import it.sportello.entitlements.calendar.BusinessCalendar;
import it.sportello.entitlements.calendar.Opening;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The support levels, for reading. */
@ApplicationScoped
@Transactional
public class Levels {
  @Inject LevelStore levels;
  @Inject Contracts contracts;
  @Inject DeskClock clock;

  /**
   * One version, also an old one.
   *
   * @throws UnknownLevel when there is none
   */
  public LevelView level(long levelVersion) {
    return view(levels.version(levelVersion), false, Optional.empty());
  }

  /** What the platform is entitled to at the instant: the base level without a contract. */
  public LevelView of(PlatformId platform, Instant at) {
    Entitlement entitled = contracts.of(platform, at);
    return view(entitled.level(), entitled.lapsed().isPresent(), entitled.lastDay());
  }

  /** The version of each level that is valid today, the smallest level first. */
  public List<LevelView> all() {
    return levels.book().on(Rome.date(clock.now())).stream()
        .map(level -> view(level, false, Optional.empty()))
        .toList();
  }

  static LevelView view(LevelVersion level, boolean lapsed, Optional<LocalDate> until) {
    return new LevelView(
        level.id(),
        level.code(),
        level.nameIt(),
        level.nameEn(),
        level.channels(),
        hours(level.calendar()),
        level.targets(),
        level.bySeverity(),
        level.phoneLine().map(Levels::hours),
        lapsed,
        until);
  }

  static Hours hours(BusinessCalendar calendar) {
    List<Hours.Days> runs = new ArrayList<>();
    for (DayOfWeek day : DayOfWeek.values()) {
      List<Opening> openings = calendar.rules().openings(day);
      int last = runs.size() - 1;
      if (last >= 0
          && runs.get(last).last().plus(1) == day
          && runs.get(last).openings().equals(openings)) {
        runs.set(last, new Hours.Days(runs.get(last).first(), day, openings));
      } else if (!openings.isEmpty()) {
        runs.add(new Hours.Days(day, day, openings));
      }
    }
    return new Hours(calendar.zone(), runs);
  }
}
