package it.sportello.entitlements;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import it.sportello.entitlements.calendar.Calendars;
import it.sportello.ticketing.Channel;
import it.sportello.ticketing.PromiseKind;
import it.sportello.ticketing.Severity;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class LevelRulesTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 23);
  private static final LevelDraft GOOD =
      new LevelDraft(
          "gold",
          "Oro",
          "Gold",
          TODAY,
          Set.of(Channel.values()),
          "office",
          Optional.of("office"),
          TestLevels.targets(2, 8, 24),
          Map.of(),
          Map.of(),
          "");

  @Test
  void aWholeDraftIsTaken() {
    assertDoesNotThrow(() -> check(GOOD, false));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource
  void whatCannotBeIsPointedAt(String pointer, String key, UnaryOperator<LevelDraft> spoilt) {
    InvalidTerms refused = assertThrows(InvalidTerms.class, () -> check(spoilt.apply(GOOD), false));

    assertEquals(
        List.of(pointer + " " + key),
        refused.faults().stream().map(f -> f.pointer() + " " + f.key()).toList());
  }

  static Stream<Arguments> whatCannotBeIsPointedAt() {
    return Stream.of(
        spoilt("/code", "terms.code", d -> with(d, "Gold!", d.from(), "")),
        spoilt("/code", "terms.code", d -> with(d, "", d.from(), "")),
        spoilt("/from", "terms.past", d -> with(d, d.code(), TODAY.minusDays(1), "")),
        spoilt("/from", "terms.date.range", d -> with(d, d.code(), TODAY.plusYears(300), "")),
        spoilt(
            "/correction", "terms.reason.length", d -> with(d, d.code(), TODAY, "x".repeat(501))),
        spoilt("/nameIt", "terms.name", d -> named(d, "", "Gold")),
        spoilt("/nameEn", "terms.name", d -> named(d, "Oro", "x".repeat(81))),
        spoilt(
            "/channels",
            "terms.channels",
            d -> reached(d, Set.of(Channel.FORM, Channel.PHONE), d.phoneCalendar())),
        spoilt(
            "/phoneCalendar", "terms.phone.hours", d -> reached(d, d.channels(), Optional.empty())),
        spoilt(
            "/phoneCalendar",
            "terms.phone.without",
            d -> reached(d, Set.of(Channel.FORM, Channel.EMAIL), d.phoneCalendar())),
        spoilt(
            "/phoneCalendar",
            "terms.calendar.unknown",
            d -> reached(d, d.channels(), Optional.of("moon"))),
        spoilt("/calendar", "terms.calendar.unknown", d -> counted(d, "moon")),
        spoilt("/targets/answer", "terms.target.zero", d -> promising(d, Duration.ZERO)),
        spoilt("/targets/answer", "terms.target.zero", d -> promising(d, Duration.ofHours(-1))),
        spoilt(
            "/targets/answer", "terms.target.minutes", d -> promising(d, Duration.ofSeconds(90))),
        spoilt("/targets/answer", "terms.target.year", d -> promising(d, Duration.ofDays(365))),
        spoilt(
            "/bySeverity/BLOCKING/answer",
            "terms.target.zero",
            d -> bySeverity(d, Map.of(Severity.BLOCKING, answer(Duration.ZERO)))));
  }

  @Test
  void everyFaultIsToldAtOnce() {
    LevelDraft draft =
        promising(counted(with(GOOD, "?", TODAY.minusDays(1), ""), "moon"), Duration.ZERO);

    InvalidTerms refused = assertThrows(InvalidTerms.class, () -> check(draft, false));

    assertEquals(
        List.of("/code", "/from", "/calendar", "/targets/answer"),
        refused.faults().stream().map(InvalidTerms.Fault::pointer).toList());
  }

  @Test
  void aDayThatHasPassedIsTakenWithTheReasonOfTheCorrection() {
    assertDoesNotThrow(
        () -> check(with(GOOD, "gold", TODAY.minusDays(1), "Signed on Friday"), false));
  }

  @Test
  void aKnownLevelKeepsItsNames() {
    assertDoesNotThrow(() -> check(named(GOOD, "", ""), true));
  }

  @Test
  void exactlyAWorkingYearIsAFigureStill() {
    Duration year = LevelRules.workingYear(Calendars.office(), TODAY);

    assertDoesNotThrow(() -> check(promising(GOOD, year), false));
    assertThrows(InvalidTerms.class, () -> check(promising(GOOD, year.plusMinutes(1)), false));
  }

  @Test
  void aSeverityWithoutAFigureOfItsOwnHasTheCommonOne() {
    LevelVersion level =
        new LevelVersion(
            9,
            "gold",
            "Oro",
            "Gold",
            TODAY,
            Set.of(Channel.FORM, Channel.EMAIL),
            Calendars.office(),
            Optional.empty(),
            TestLevels.targets(2, 8, 0),
            Map.of(Severity.BLOCKING, answer(Duration.ofHours(1))),
            Map.of());

    assertEquals(
        Optional.of(Duration.ofHours(1)), level.target(PromiseKind.ANSWER, Severity.BLOCKING));
    assertEquals(
        Optional.of(Duration.ofHours(8)), level.target(PromiseKind.ANSWER, Severity.NORMAL));
    assertEquals(
        Optional.of(Duration.ofHours(2)),
        level.target(PromiseKind.TAKE_IN_CHARGE, Severity.BLOCKING));
    assertEquals(Optional.empty(), level.target(PromiseKind.RESOLUTION, Severity.BLOCKING));
  }

  @Test
  void aVersionHoldsUntilTheDayBeforeTheNextAndIsReplacedByOneOfItsOwnDay() {
    LevelVersion first = version(1, TODAY);
    LevelVersion sameDay = version(2, TODAY);
    LevelVersion later = version(3, TODAY.plusDays(10));
    LevelBook book = new LevelBook(List.of(first, sameDay, later));

    assertEquals(Optional.of(TODAY.minusDays(1)), book.until(first));
    assertEquals(Optional.of(TODAY.plusDays(9)), book.until(sameDay));
    assertEquals(Optional.empty(), book.until(later));
    assertEquals(Optional.of(TODAY.plusDays(10)), book.nextAfter(TODAY, "gold"));
    assertEquals(sameDay, book.on(TODAY.plusDays(9), "gold"));
  }

  @ParameterizedTest
  @MethodSource
  void aContractStandsAsItsDaysSay(LocalDate today, ContractView.State state) {
    ContractDraft terms =
        new ContractDraft("gold", "email", TODAY, Optional.of(TODAY.plusDays(10)), 3);

    assertEquals(state, ContractRows.state(terms, false, false, today));
  }

  static Stream<Arguments> aContractStandsAsItsDaysSay() {
    return Stream.of(
        Arguments.of(TODAY.minusDays(1), ContractView.State.COMING),
        Arguments.of(TODAY, ContractView.State.IN_FORCE),
        Arguments.of(TODAY.plusDays(10), ContractView.State.IN_FORCE),
        Arguments.of(TODAY.plusDays(11), ContractView.State.GRACE),
        Arguments.of(TODAY.plusDays(13), ContractView.State.GRACE),
        Arguments.of(TODAY.plusDays(14), ContractView.State.LAPSED));
  }

  private static void check(LevelDraft draft, boolean known) {
    CalendarShelf.Volume office =
        new CalendarShelf.Volume(
            1,
            "office",
            "",
            "",
            LocalDate.of(2000, 1, 1),
            Calendars.office(),
            Instant.EPOCH,
            Optional.empty(),
            "");
    new LevelRules(new CalendarShelf.Versions(List.of(office)), TODAY).check(draft, known);
  }

  private static Arguments spoilt(String pointer, String key, UnaryOperator<LevelDraft> change) {
    return Arguments.of(pointer, key, change);
  }

  private static LevelVersion version(long id, LocalDate from) {
    return new LevelVersion(
        id,
        "gold",
        "Oro",
        "Gold",
        from,
        Set.of(Channel.FORM, Channel.EMAIL),
        Calendars.office(),
        Optional.empty(),
        TestLevels.targets(2, 8, 0),
        Map.of());
  }

  private static Targets answer(Duration answer) {
    return new Targets(Optional.empty(), Optional.of(answer), Optional.empty(), Optional.empty());
  }

  private static LevelDraft with(LevelDraft d, String code, LocalDate from, String correction) {
    return new LevelDraft(
        code,
        d.nameIt(),
        d.nameEn(),
        from,
        d.channels(),
        d.calendar(),
        d.phoneCalendar(),
        d.targets(),
        d.bySeverity(),
        d.priorities(),
        correction);
  }

  private static LevelDraft named(LevelDraft d, String it, String en) {
    return new LevelDraft(
        d.code(),
        it,
        en,
        d.from(),
        d.channels(),
        d.calendar(),
        d.phoneCalendar(),
        d.targets(),
        d.bySeverity(),
        d.priorities(),
        d.correction());
  }

  private static LevelDraft reached(LevelDraft d, Set<Channel> channels, Optional<String> phone) {
    return new LevelDraft(
        d.code(),
        d.nameIt(),
        d.nameEn(),
        d.from(),
        channels,
        d.calendar(),
        phone,
        d.targets(),
        d.bySeverity(),
        d.priorities(),
        d.correction());
  }

  private static LevelDraft counted(LevelDraft d, String calendar) {
    return new LevelDraft(
        d.code(),
        d.nameIt(),
        d.nameEn(),
        d.from(),
        d.channels(),
        calendar,
        d.phoneCalendar(),
        d.targets(),
        d.bySeverity(),
        d.priorities(),
        d.correction());
  }

  private static LevelDraft promising(LevelDraft d, Duration answer) {
    return new LevelDraft(
        d.code(),
        d.nameIt(),
        d.nameEn(),
        d.from(),
        d.channels(),
        d.calendar(),
        d.phoneCalendar(),
        answer(answer),
        d.bySeverity(),
        d.priorities(),
        d.correction());
  }

  private static LevelDraft bySeverity(LevelDraft d, Map<Severity, Targets> own) {
    return new LevelDraft(
        d.code(),
        d.nameIt(),
        d.nameEn(),
        d.from(),
        d.channels(),
        d.calendar(),
        d.phoneCalendar(),
        d.targets(),
        own,
        d.priorities(),
        d.correction());
  }
}
