package it.sportello.ticketing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import it.sportello.contacts.AgentId;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TicketTest {
  private static final TicketId NUMBER = new TicketId(10042);
  private static final TicketId OTHER = new TicketId(10043);
  private static final AgentId ANNA = new AgentId(1);
  private static final AgentId MARCO = new AgentId(2);
  private static final Instant MORNING = Instant.parse("2026-11-23T08:00:00Z");
  private static final Instant NOON = Instant.parse("2026-11-23T11:00:00Z");

  private final Ticket ticket = new Ticket(NUMBER);

  @Test
  void theFirstAgentTakesANewTicketInCharge() {
    var taken = ticket.takeInCharge(ANNA, MORNING);

    assertEquals(Optional.of(new TicketEvent.TakenInCharge(NUMBER, ANNA, MORNING)), taken);
    assertEquals(Status.IN_CHARGE, ticket.status());
    assertEquals(Optional.of(ANNA), ticket.assignee());
  }

  @Test
  void takingInChargeTwiceIsOnce() {
    ticket.takeInCharge(ANNA, MORNING);

    assertEquals(Optional.empty(), ticket.takeInCharge(ANNA, NOON));
  }

  @Test
  void whatAnotherAgentHasCannotBeTaken() {
    ticket.takeInCharge(ANNA, MORNING);

    var refused = assertThrows(AlreadyTaken.class, () -> ticket.takeInCharge(MARCO, NOON));

    assertEquals(ANNA, refused.by());
    assertEquals(Optional.of(ANNA), ticket.assignee());
  }

  @Test
  void aResolvedTicketCannotBeTaken() {
    ticket.takeInCharge(ANNA, MORNING);
    ticket.resolve(ANNA, MORNING);

    var refused = assertThrows(IllegalTransition.class, () -> ticket.takeInCharge(MARCO, NOON));

    assertEquals(Status.RESOLVED, refused.from());
    assertEquals(Status.IN_CHARGE, refused.to());
  }

  @Test
  void theFirstPublicReplyTakesInCharge() {
    assertEquals(
        Optional.of(new TicketEvent.TakenInCharge(NUMBER, MARCO, NOON)),
        ticket.replied(MARCO, NOON));
  }

  @Test
  void aColleaguesReplyLeavesTheChargeWhereItIs() {
    ticket.takeInCharge(ANNA, MORNING);

    assertEquals(Optional.empty(), ticket.replied(MARCO, NOON));
    assertEquals(Optional.of(ANNA), ticket.assignee());
  }

  @Test
  void aReplyToAResolvedTicketLeavesItResolved() {
    ticket.resolve(ANNA, MORNING);

    assertEquals(Optional.empty(), ticket.replied(MARCO, NOON));
    assertEquals(Status.RESOLVED, ticket.status());
  }

  @Test
  void aTicketIsResolvedOnce() {
    assertEquals(new TicketEvent.Resolved(NUMBER, ANNA, NOON), ticket.resolve(ANNA, NOON));
    assertThrows(IllegalTransition.class, () -> ticket.resolve(ANNA, NOON));
  }

  @Test
  void aCustomersReplyReopensAResolvedTicketForTheAgentWhoHadIt() {
    ticket.takeInCharge(ANNA, MORNING);
    ticket.resolve(ANNA, MORNING);

    assertEquals(Optional.of(new TicketEvent.Reopened(NUMBER, NOON)), ticket.customerWrote(NOON));
    assertEquals(Status.IN_CHARGE, ticket.status());
    assertEquals(Optional.of(ANNA), ticket.assignee());
  }

  @Test
  void aTicketResolvedWithoutBeingTakenIsReopenedForNobody() {
    ticket.resolve(ANNA, MORNING);

    ticket.customerWrote(NOON);

    assertEquals(Status.NEW, ticket.status());
    assertEquals(Optional.empty(), ticket.assignee());
  }

  @Test
  void aCustomersReplyToAnOpenTicketReopensNothing() {
    ticket.takeInCharge(ANNA, MORNING);

    assertEquals(Optional.empty(), ticket.customerWrote(NOON));
  }

  @Test
  void theFirstScreeningIsToldEvenWhenTheSeverityStays() {
    assertEquals(
        Optional.of(new TicketEvent.Screened(NUMBER, Severity.NORMAL, ANNA, MORNING)),
        ticket.screen(Severity.NORMAL, ANNA, MORNING));
    assertEquals(Optional.empty(), ticket.screen(Severity.NORMAL, MARCO, NOON));
  }

  @Test
  void aScreeningIsNoAcceptance() {
    ticket.screen(Severity.BLOCKING, ANNA, MORNING);

    assertEquals(Status.NEW, ticket.status());
    assertEquals(Optional.empty(), ticket.assignee());
  }

  @Test
  void aResolvedTicketIsNeitherScreenedNorAskedAbout() {
    ticket.resolve(ANNA, MORNING);

    assertThrows(IllegalTransition.class, () -> ticket.screen(Severity.SERIOUS, ANNA, NOON));
    assertThrows(
        IllegalTransition.class, () -> ticket.ask(new MessageId(1), WaitReason.TEST, ANNA, NOON));
  }

  @Test
  void theCustomersMessageEndsTheWaiting() {
    asked();

    ticket.customerWrote(NOON);

    assertEquals(Optional.empty(), ticket.waitsFor());
  }

  @Test
  void resumingIsOnce() {
    asked();

    assertEquals(
        Optional.of(new TicketEvent.Resumed(NUMBER, MARCO, NOON)), ticket.resume(MARCO, NOON));
    assertEquals(Optional.empty(), ticket.resume(MARCO, NOON));
  }

  @Test
  void theResolutionEndsTheWaiting() {
    asked();

    ticket.resolve(ANNA, NOON);

    assertEquals(Optional.empty(), ticket.waitsFor());
  }

  @Test
  void aMergedTicketIsClosedAndPointsToTheOther() {
    Ticket target = new Ticket(OTHER);

    assertEquals(
        new TicketEvent.Merged(NUMBER, OTHER, ANNA, NOON), ticket.mergeInto(target, ANNA, NOON));
    assertEquals(Status.RESOLVED, ticket.status());
    assertEquals(Optional.of(OTHER), ticket.mergedInto());
    assertThrows(AlreadyMerged.class, ticket::refuseIfMerged);
  }

  @Test
  void mergingIsNoAcceptanceOfTheTarget() {
    Ticket target = new Ticket(OTHER);

    ticket.mergeInto(target, ANNA, NOON);

    assertEquals(Status.NEW, target.status());
    assertEquals(Optional.empty(), target.assignee());
  }

  @Test
  void theTargetGoesOnWithWhatWasDoneOnTheDuplicate() {
    asked();
    Ticket target = new Ticket(OTHER);

    ticket.mergeInto(target, MARCO, NOON);

    assertEquals(Optional.of(ANNA), target.assignee());
    assertEquals(Optional.of(WaitReason.TEST), target.waitsFor());
  }

  @Test
  void aTicketIsNotMergedIntoItselfNorIntoAResolvedOneNorTwice() {
    Ticket resolved = new Ticket(OTHER);
    resolved.resolve(ANNA, MORNING);

    assertEquals(NotMergeable.Reason.ITSELF, refused(new Ticket(NUMBER)));
    assertEquals(NotMergeable.Reason.TARGET_RESOLVED, refused(resolved));
    ticket.mergeInto(new Ticket(OTHER), ANNA, NOON);
    assertThrows(AlreadyMerged.class, () -> ticket.mergeInto(new Ticket(OTHER), ANNA, NOON));
  }

  private NotMergeable.Reason refused(Ticket target) {
    return assertThrows(NotMergeable.class, () -> ticket.mergeInto(target, ANNA, NOON)).reason();
  }

  private void asked() {
    ticket.replied(ANNA, MORNING);
    ticket.ask(new MessageId(1), WaitReason.TEST, ANNA, MORNING);
  }
}
