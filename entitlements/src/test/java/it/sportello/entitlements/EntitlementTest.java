package it.sportello.entitlements;

import static it.sportello.entitlements.calendar.Calendars.rome;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import it.sportello.ticketing.Channel;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EntitlementTest {
  private static final Instant MONDAY = rome("2026-11-23 10:00");
  private static final Entitlement NO_CONTRACT =
      new Entitlement(TestLevels.email(), Optional.empty(), Optional.empty());
  private static final Entitlement PRIORITY =
      new Entitlement(TestLevels.priority(), Optional.empty(), Optional.empty());
  private static final Entitlement LAPSED =
      new Entitlement(
          TestLevels.email(),
          Optional.empty(),
          Optional.of(new Entitlement.Lapsed(TestLevels.priority(), LocalDate.of(2026, 10, 24))));

  private static Admission.Refused refused(Entitlement entitled, Instant at) {
    return assertInstanceOf(Admission.Refused.class, entitled.admission(Channel.PHONE, at));
  }

  @ParameterizedTest
  @EnumSource(
      value = Channel.class,
      names = {"FORM", "EMAIL"})
  void formAndMailAreOpenToEverybodyAtAnyHour(Channel channel) {
    Admission.Admitted granted =
        assertInstanceOf(
            Admission.Admitted.class, LAPSED.admission(channel, rome("2026-11-22 03:00")));

    assertEquals("email", granted.level());
    assertTrue(granted.lapsed());
    assertEquals(rome("2026-11-23 18:00"), granted.promise().takeInChargeBy().at());
  }

  @Test
  void whoHasThePhoneIsAdmittedWhileTheLineIsOpen() {
    Admission.Admitted granted =
        assertInstanceOf(Admission.Admitted.class, PRIORITY.admission(Channel.PHONE, MONDAY));

    assertFalse(granted.lapsed());
    assertEquals(rome("2026-11-23 12:00"), granted.promise().takeInChargeBy().at());
  }

  @Test
  void thePhoneLineIsOpenOverLunchAlsoWhereTheHoursAreSplit() {
    Entitlement phone = new Entitlement(TestLevels.phone(), Optional.empty(), Optional.empty());

    assertInstanceOf(
        Admission.Admitted.class, phone.admission(Channel.PHONE, rome("2026-11-23 13:30")));
  }

  @Test
  void aClosedLineSaysWhenItOpens() {
    Admission.Refused refused = refused(PRIORITY, rome("2027-03-26 18:00"));

    assertEquals(Admission.Reason.CLOSED, refused.reason());
    assertEquals(Optional.of(rome("2027-03-30 09:00")), refused.opens());
  }

  @Test
  void aLevelWithoutPhoneRefusesACall() {
    assertEquals(Admission.Reason.NOT_INCLUDED, refused(NO_CONTRACT, MONDAY).reason());
  }

  @Test
  void aLapsedContractThatHadThePhoneSaysSinceWhen() {
    Admission.Refused refused = refused(LAPSED, MONDAY);

    assertEquals(Admission.Reason.LAPSED, refused.reason());
    assertEquals(Optional.of(rome("2026-10-25 00:00")), refused.lapsed());
  }

  @Test
  void aLapsedContractWithoutPhoneNeverIncludedIt() {
    Entitlement lapsed =
        new Entitlement(
            TestLevels.email(),
            Optional.empty(),
            Optional.of(new Entitlement.Lapsed(TestLevels.email(), LocalDate.of(2026, 1, 1))));

    assertEquals(Admission.Reason.NOT_INCLUDED, refused(lapsed, MONDAY).reason());
  }

  @Test
  void datesOfContractsAreThoseOfRome() {
    assertEquals(LocalDate.of(2026, 7, 1), Rome.date(Instant.parse("2026-06-30T22:00:00Z")));
    assertEquals(Instant.parse("2026-06-30T22:00:00Z"), Rome.endOf(LocalDate.of(2026, 6, 30)));
  }

  @Test
  void theBookFindsTheVersionValidOnTheDay() {
    LevelVersion later = later(TestLevels.email());
    LevelBook book = new LevelBook(List.of(TestLevels.email(), later, TestLevels.priority()));

    assertEquals(1, book.on(LocalDate.of(2026, 12, 31), "email").id());
    assertEquals(11, book.on(LocalDate.of(2027, 1, 1), "email").id());
    assertEquals(1, book.on(LocalDate.of(1990, 1, 1), "email").id());
    assertEquals(11, book.newest());
    assertEquals(List.of(later, TestLevels.priority()), book.on(LocalDate.of(2027, 1, 1)));
    assertThrows(UnknownLevel.class, () -> book.version(99));
    assertThrows(UnknownLevel.class, () -> book.on(LocalDate.of(2027, 1, 1), "gold"));
  }

  private static LevelVersion later(LevelVersion level) {
    return new LevelVersion(
        level.id() + 10,
        level.code(),
        level.nameIt(),
        level.nameEn(),
        LocalDate.of(2027, 1, 1),
        level.channels(),
        level.calendar(),
        level.phoneLine(),
        level.targets(),
        level.priorities());
  }
}
