package it.sportello.web.pages;

import it.sportello.notifications.Mailbox.Standing;
import it.sportello.notifications.MailboxStates;
import it.sportello.notifications.ServerTrouble;
import java.util.ArrayList;
import java.util.List;

/**
 * One mailbox in words.
 *
 * @param trouble what stands in the way; empty when it could be read
 * @param read whether it was not removed
 */
public record MailboxBox(
    long id,
    String name,
    String place,
    String state,
    String tone,
    String trouble,
    boolean read,
    boolean off,
    String changeLabel,
    String checkLabel,
    String offLabel,
    String onLabel,
    String removeLabel,
    List<TicketSheet.Pair> facts) {
  static MailboxBox of(MailboxStates.State state, Page page) {
    Words words = page.words();
    String key = state(state);
    return new MailboxBox(
        state.id().value(),
        state.name(),
        state.place(),
        words.say("box.state." + key),
        tone(key),
        state
            .trouble()
            .map(trouble -> trouble(trouble, state, page))
            .filter(line -> state.standing() == Standing.ACTIVE)
            .orElse(""),
        state.standing() != Standing.REMOVED,
        state.standing() == Standing.OFF,
        words.say("box.change.of", state.name()),
        words.say("box.check.of", state.name()),
        words.say("box.off.of", state.name()),
        words.say("box.on.of", state.name()),
        words.say("box.remove.of", state.name()),
        facts(state, page));
  }

  private static String trouble(ServerTrouble trouble, MailboxStates.State state, Page page) {
    String line = page.words().say("box.trouble." + trouble);
    return state
        .failingSince()
        .map(since -> line + " " + page.words().say("box.since", page.when().full(since)))
        .orElse(line);
  }

  private static String state(MailboxStates.State state) {
    if (state.standing() != Standing.ACTIVE) {
      return state.standing().name();
    }
    if (state.trouble().isPresent()) {
      return "FAILS";
    }
    return state.lastRead().isEmpty() ? "WAITS" : "WORKS";
  }

  private static String tone(String state) {
    return state.equals("WORKS") ? "kept" : state.equals("FAILS") ? "bad" : "plain";
  }

  private static List<TicketSheet.Pair> facts(MailboxStates.State state, Page page) {
    List<TicketSheet.Pair> facts = new ArrayList<>();
    facts.add(pair(page, "box.place", state.place()));
    if (state.standing() == Standing.ACTIVE && state.lastRead().isPresent()) {
      facts.add(
          pair(page, "box.way", page.words().say(state.listens() ? "box.listens" : "box.polled")));
      facts.add(pair(page, "box.lag", page.words().say("box.lag.value", state.lag().toSeconds())));
    }
    facts.add(pair(page, "post.box.read", state.lastRead().map(page.when()::full).orElse("–")));
    facts.add(pair(page, "post.box.latest", state.latest().map(page.when()::full).orElse("–")));
    facts.add(pair(page, "post.box.stored", Long.toString(state.stored())));
    facts.add(pair(page, "post.box.unread", Long.toString(state.unread())));
    facts.add(pair(page, "post.box.to_fetch", Long.toString(state.toFetch())));
    facts.add(pair(page, "post.box.reconciled", reconciled(state, page)));
    return facts;
  }

  private static String reconciled(MailboxStates.State state, Page page) {
    return state
        .reconciled()
        .map(
            at ->
                page.words()
                    .say(
                        "post.box.difference",
                        page.when().full(at),
                        state.onServer(),
                        state.withoutRow()))
        .orElse("–");
  }

  private static TicketSheet.Pair pair(Page page, String key, String value) {
    return new TicketSheet.Pair(page.words().say(key), value);
  }
}
