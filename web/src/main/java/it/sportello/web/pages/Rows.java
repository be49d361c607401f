package it.sportello.web.pages;

import it.sportello.contacts.AgentId;
import it.sportello.contacts.Contacts;
import it.sportello.contacts.Platform;
import it.sportello.contacts.PlatformId;
import it.sportello.contacts.Scope;
import it.sportello.contacts.Staff;
import it.sportello.ticketing.QueueRow;
import it.sportello.ticketing.Status;
import it.sportello.web.security.CurrentCaller;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The rows of a list of tickets: one look-up of their customers and one of their agents. */
@RequestScoped
public class Rows {
  @Inject Page page;
  @Inject Vows vows;
  @Inject Contacts contacts;
  @Inject Staff staff;
  @Inject CurrentCaller who;

  /** A ticket in a list of the staff's. */
  public record Row(
      long number,
      String platform,
      String level,
      String levelName,
      String subject,
      String words,
      String channel,
      String channelName,
      String who,
      String initials,
      boolean mine,
      boolean free,
      String takeLabel,
      PromiseLine promise) {}

  /**
   * A page of a list.
   *
   * @param next the address of the next page; empty at the end
   * @param first the address of the first page; empty on it
   */
  public record Sheet(List<Row> rows, String caption, String next, String first) {}

  List<Row> of(List<QueueRow> tickets) {
    Map<PlatformId, Platform> platforms =
        contacts.platformsByIds(tickets.stream().map(QueueRow::platform).distinct().toList());
    Map<AgentId, String> names =
        staff.names(tickets.stream().map(QueueRow::assignee).flatMap(Optional::stream).toList());
    return tickets.stream().map(ticket -> row(ticket, platforms, names)).toList();
  }

  private Row row(
      QueueRow ticket, Map<PlatformId, Platform> platforms, Map<AgentId, String> names) {
    Words words = page.words();
    String agent = ticket.assignee().map(names::get).orElse("");
    return new Row(
        ticket.id().value(),
        Optional.ofNullable(platforms.get(ticket.platform())).map(Platform::name).orElse(""),
        ticket.level(),
        vows.levelName(ticket.levelVersion(), ticket.level()),
        ticket.subject(),
        ticket.firstWords(),
        Icons.of(ticket.channel()),
        words.say("channel." + ticket.channel()),
        agent,
        Initials.of(agent),
        mine(ticket),
        ticket.assignee().isEmpty() && ticket.status() != Status.RESOLVED && page.isActing(),
        words.say("take.label", ticket.id()),
        promise(ticket));
  }

  private boolean mine(QueueRow ticket) {
    return who.scope() instanceof Scope.Staff me
        && ticket.assignee().filter(me.agent()::equals).isPresent();
  }

  private PromiseLine promise(QueueRow ticket) {
    if (ticket.status() == Status.RESOLVED) {
      return new PromiseLine("none", "kept", page.words().say("status.RESOLVED"), "", 0);
    }
    return ticket.next().isNever() && ticket.waitsFor().isPresent()
        ? vows.waiting(ticket.waitsFor().get())
        : vows.next(ticket.nextKind(), ticket.next(), ticket.levelVersion(), ticket.severity());
  }
}
