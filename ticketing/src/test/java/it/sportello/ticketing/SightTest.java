package it.sportello.ticketing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import it.sportello.contacts.AgentId;
import it.sportello.contacts.ContactId;
import it.sportello.contacts.PlatformId;
import it.sportello.contacts.Role;
import it.sportello.contacts.Scope;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SightTest {
  private static final ContactId SELF = new ContactId(7);
  private static final PlatformId AURORA = new PlatformId(1);
  private static final PlatformId MINERVA = new PlatformId(2);

  @Test
  void anAgentSeesEveryTicket() {
    assertEquals("(true)", condition(new Scope.Staff(new AgentId(1), Set.of(Role.AGENT))));
  }

  @Test
  void whoeverHasNoScopeSeesNone() {
    assertEquals("(false)", condition(new Scope.Nothing()));
  }

  @Test
  void aContactOfNoPlatformSeesNone() {
    assertEquals("(false)", condition(new Scope.Customer(SELF, Set.of(), Set.of())));
  }

  @Test
  void aContactSeesWholePlatformsAndTheirOwnTicketsOfOthers() {
    var sight = Sight.of(new Scope.Customer(SELF, Set.of(AURORA), Set.of(MINERVA)));

    assertEquals(
        "(t.platform_id in (:whole) or t.platform_id in (:own) and t.requester_id = :self)",
        sight.condition());
    assertEquals(Map.of("whole", List.of(1L), "own", List.of(2L), "self", 7L), sight.parameters());
  }

  @Test
  void aCampaignManagerSeesTheirOwnTicketsAlone() {
    assertEquals(
        "(t.platform_id in (:own) and t.requester_id = :self)",
        condition(new Scope.Customer(SELF, Set.of(), Set.of(AURORA))));
  }

  private static String condition(Scope scope) {
    return Sight.of(scope).condition();
  }
}
