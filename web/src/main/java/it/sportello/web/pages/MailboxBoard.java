package it.sportello.web.pages;

import it.sportello.notifications.MailboxStates;
import it.sportello.web.security.CurrentCaller;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;

/** The mailboxes that the desk reads, and how each is doing. */
@Named("mailboxes")
@RequestScoped
public class MailboxBoard {
  @Inject Page page;
  @Inject CurrentCaller who;
  @Inject MailboxStates states;

  private List<Box> boxes = List.of();

  /**
   * One mailbox in words.
   *
   * @param trouble what it last failed with; empty when it could be read
   */
  public record Box(
      String name, String state, String tone, String trouble, List<TicketSheet.Pair> facts) {}

  public void load() {
    boxes = states.all(who.scope()).stream().map(this::box).toList();
  }

  private Box box(MailboxStates.State state) {
    Words words = page.words();
    boolean works = state.lastError().isEmpty();
    return new Box(
        state.name(),
        words.say(works ? "post.box.works" : "post.box.fails"),
        works ? "kept" : "bad",
        state.lastError(),
        List.of(
            pair("post.box.read", state.lastRead().map(page.when()::full).orElse("–")),
            pair("post.box.latest", state.latest().map(page.when()::full).orElse("–")),
            pair("post.box.stored", Long.toString(state.stored())),
            pair("post.box.unread", Long.toString(state.unread())),
            pair("post.box.to_fetch", Long.toString(state.toFetch())),
            pair("post.box.reconciled", reconciled(state))));
  }

  private String reconciled(MailboxStates.State state) {
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

  private TicketSheet.Pair pair(String key, String value) {
    return new TicketSheet.Pair(page.words().say(key), value);
  }

  public List<Box> getBoxes() {
    return boxes;
  }
}
