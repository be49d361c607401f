package it.sportello.notifications;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import it.sportello.contacts.AgentId;
import it.sportello.contacts.Caller;
import it.sportello.contacts.Integrations;
import it.sportello.contacts.InvalidValue;
import it.sportello.contacts.People;
import it.sportello.contacts.Role;
import it.sportello.contacts.Scope;
import it.sportello.contacts.Sessions;
import it.sportello.contacts.SignIns;
import it.sportello.contacts.Tokens;
import it.sportello.contacts.Visit;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What happens at once to the rights of the staff and of programs, with the real database. */
@Timeout(120)
class RacesTest {
  private static final int ROUNDS = 40;

  private final TestDesk desk = TestDesk.get();
  private final People people = desk.bean(People.class);
  private final Sessions sessions = desk.bean(Sessions.class);
  private final Scope boss = new Scope.Staff(new AgentId(1), Set.of(Role.ADMINISTRATOR));

  @BeforeEach
  void nobodyElseAdministers() {
    desk.run("update contacts.staff set disabled_at = now() where roles like '%ADMINISTRATOR%'");
  }

  @AfterEach
  void nobodyStays() {
    desk.run("update contacts.staff set disabled_at = now() where login like 'gara-%'");
  }

  @RepeatedTest(10)
  void ofTwoAdministratorsWhoSwitchEachOtherOffOneIsLeft() {
    assertOneIsLeft((by, other) -> people.disable(by, other));
  }

  @RepeatedTest(10)
  void ofTwoAdministratorsWhoTakeEachOthersRoleOneIsLeft() {
    assertOneIsLeft((by, other) -> people.setRoles(by, other, Set.of(Role.AGENT)));
  }

  @RepeatedTest(10)
  void ofTwoAdministratorsOfWhomOneIsDemotedAndOneSwitchedOffOneIsLeft() {
    assertOneIsLeft(
        (by, other) -> {
          if (other.value() % 2 == 0) {
            people.disable(by, other);
          } else {
            people.setRoles(by, other, Set.of(Role.AGENT));
          }
        });
  }

  private void assertOneIsLeft(BiConsumer<Scope, AgentId> act) {
    AgentId one = member("ADMINISTRATOR");
    AgentId two = member("ADMINISTRATOR");
    CyclicBarrier together = new CyclicBarrier(2);

    CompletableFuture<Boolean> first = at(together, () -> done(act, one, two));
    CompletableFuture<Boolean> second = at(together, () -> done(act, two, one));

    assertTrue(first.join() ^ second.join(), "one of them is refused");
    assertEquals(
        1,
        desk.number(
            "select count(*) from contacts.staff where disabled_at is null"
                + " and 'ADMINISTRATOR' = any(string_to_array(roles, ' '))"));
  }

  private static boolean done(BiConsumer<Scope, AgentId> act, AgentId by, AgentId other) {
    try {
      act.accept(new Scope.Staff(by, Set.of(Role.ADMINISTRATOR)), other);
      return true;
    } catch (InvalidValue last) {
      assertEquals("staff.last", last.key());
      return false;
    }
  }

  @Test
  void whoIsSwitchedOffWhileSigningInHasNoSession() {
    member("ADMINISTRATOR");
    SignIns signIns = desk.bean(SignIns.class);
    int in = 0;
    for (int round = 0; round < ROUNDS; round++) {
      AgentId agent = member("AGENT");
      String attempt = attempt(agent);
      String code = recoveryCode(agent);
      CyclicBarrier together = new CyclicBarrier(2);

      var signed = at(together, () -> signIns.code(attempt, code, visit()));
      var off =
          at(
              together,
              () -> {
                people.disable(boss, agent);
                return true;
              });

      off.join();
      in += signed.join() instanceof SignIns.Outcome.Signed ? 1 : 0;
      assertEquals(
          0,
          desk.number("select count(*) from contacts.session where staff = " + agent.value()),
          "round " + round);
    }
    assertTrue(in < ROUNDS, "never did one of the two come first");
  }

  @Test
  void onceSwitchedOffNobodyIsSeenByAnySession() {
    member("ADMINISTRATOR");
    for (int round = 0; round < ROUNDS; round++) {
      AgentId agent = member("AGENT");
      String secret = session(agent);

      assertNothingAfter(() -> sessions.caller(secret), () -> people.disable(boss, agent));
      assertEquals(Set.of(), sessions.alive(List.of(secret)));
    }
  }

  @Test
  void onceRevokedATokenOpensNothing() {
    Tokens tokens = desk.bean(Tokens.class);
    Integrations programs = desk.bean(Integrations.class);
    for (int round = 0; round < ROUNDS; round++) {
      Tokens.Made made =
          tokens.make(boss, "gara", Set.of(), Instant.now().plus(Duration.ofDays(1)));

      assertNothingAfter(
          () -> programs.caller(made.token()), () -> tokens.revoke(boss, made.line().id()));
    }
  }

  /** Uses it again and again while it is taken away; what begins after the end finds nothing. */
  private <T extends Caller> void assertNothingAfter(
      Supplier<Optional<T>> use, Runnable takenAway) {
    assertTrue(use.get().isPresent());
    CyclicBarrier together = new CyclicBarrier(2);
    AtomicBoolean over = new AtomicBoolean();
    var ended =
        at(
            together,
            () -> {
              takenAway.run();
              over.set(true);
              return true;
            });
    var seenAfter =
        at(
            together,
            () -> {
              boolean after = over.get();
              while (use.get().isPresent()) {
                if (after) {
                  return true;
                }
                after = over.get();
              }
              return false;
            });
    ended.join();
    assertFalse(seenAfter.join(), "used after it was taken away");
  }

  private AgentId member(String roles) {
    return new AgentId(
        desk.number(
            """
            insert into contacts.staff (login, name, language, roles, password_hash)
            values ('gara-%s', 'Gara', 'IT', '%s', 'x') returning id
            """
                .formatted(UUID.randomUUID(), roles)));
  }

  private String session(AgentId agent) {
    String secret = UUID.randomUUID().toString();
    desk.run(
        "insert into contacts.session (secret_hash, staff, created_at, seen_at)"
            + " values (sha256('%s'), %d, now(), now())".formatted(secret, agent.value()));
    return secret;
  }

  private String attempt(AgentId agent) {
    String secret = UUID.randomUUID().toString();
    desk.run(
        "insert into contacts.sign_in_attempt (secret_hash, staff, made_at)"
            + " values (sha256('%s'), %d, now())".formatted(secret, agent.value()));
    return secret;
  }

  private String recoveryCode(AgentId agent) {
    String code = UUID.randomUUID().toString().replace("-", "").substring(0, 24);
    desk.run(
        """
        insert into contacts.second_factor (staff, sealed, made_at, last_step)
        values (%1$d, '\\x00', now(), 0);
        insert into contacts.recovery_code (code_hash, staff) values (sha256('%2$s'), %1$d)
        """
            .formatted(agent.value(), code));
    return code;
  }

  private static Visit visit() {
    return new Visit("192.0.2.9", "Prova", "");
  }

  private static <T> CompletableFuture<T> at(CyclicBarrier together, Supplier<T> act) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            together.await();
          } catch (Exception e) {
            throw new IllegalStateException(e);
          }
          return act.get();
        },
        task -> new Thread(task).start());
  }
}
