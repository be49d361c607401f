package it.sportello.web.pages;

import it.sportello.contacts.Contacts;
import it.sportello.contacts.InvalidValue;
import it.sportello.contacts.Platform;
import it.sportello.contacts.PlatformId;
import it.sportello.ticketing.PromiseKind;
import it.sportello.ticketing.Queue;
import it.sportello.ticketing.QueuePage;
import it.sportello.ticketing.QueueRow;
import it.sportello.ticketing.Status;
import it.sportello.web.security.CurrentCaller;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import java.util.Map;

/** A customer's tickets, the newest first. */
@Named
@RequestScoped
public class Mine {
  private static final int ROWS = 30;

  @Inject Page page;
  @Inject Params params;
  @Inject CurrentCaller who;
  @Inject Queue queue;
  @Inject Contacts contacts;
  @Inject Vows vows;

  private List<Row> rows = List.of();
  private String next = "";

  /** A ticket in a customer's list. */
  public record Row(
      long number,
      String subject,
      String platform,
      String received,
      String statusIcon,
      String statusName,
      PromiseLine promise) {}

  public void load() {
    QueuePage found = page();
    Map<PlatformId, Platform> platforms =
        contacts.platformsByIds(found.rows().stream().map(QueueRow::platform).distinct().toList());
    rows = found.rows().stream().map(row -> row(row, platforms)).toList();
    next = found.next().isEmpty() ? "" : "/my?after=" + Turn.encode(found.next());
  }

  private QueuePage page() {
    try {
      return queue.mine(who.scope(), params.text("after"), ROWS);
    } catch (InvalidValue staleCursor) {
      return queue.mine(who.scope(), "", ROWS);
    }
  }

  private Row row(QueueRow ticket, Map<PlatformId, Platform> platforms) {
    Platform platform = platforms.get(ticket.platform());
    boolean told =
        ticket.status() != Status.RESOLVED && ticket.nextKind() != PromiseKind.NEXT_ANSWER;
    return new Row(
        ticket.id().value(),
        ticket.subject(),
        platform == null ? "" : platform.name(),
        page.words().say("my.received", page.when().brief(ticket.received())),
        Icons.of(ticket.status()),
        page.words().say(ticket.waitsFor().isPresent() ? "my.waits" : "status." + ticket.status()),
        told
            ? vows.next(ticket.nextKind(), ticket.next(), ticket.levelVersion(), ticket.severity())
            : new PromiseLine("none", Icons.of(ticket.status()), "", "", 0));
  }

  public List<Row> getRows() {
    return rows;
  }

  public String getNext() {
    return next;
  }
}
