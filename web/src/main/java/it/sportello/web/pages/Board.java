package it.sportello.web.pages;

import it.sportello.contacts.Contacts;
import it.sportello.contacts.InvalidValue;
import it.sportello.contacts.Platform;
import it.sportello.contacts.PlatformId;
import it.sportello.contacts.Staff;
import it.sportello.entitlements.Levels;
import it.sportello.entitlements.Promises;
import it.sportello.ticketing.AlreadyTaken;
import it.sportello.ticketing.Channel;
import it.sportello.ticketing.IllegalTransition;
import it.sportello.ticketing.Queue;
import it.sportello.ticketing.QueueCounts;
import it.sportello.ticketing.QueueFilter;
import it.sportello.ticketing.QueueFilter.View;
import it.sportello.ticketing.QueuePage;
import it.sportello.ticketing.TicketId;
import it.sportello.ticketing.TicketNotFound;
import it.sportello.ticketing.Tickets;
import it.sportello.web.security.CurrentCaller;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The queue, as the filters in the address ask for it. */
@Named
@RequestScoped
public class Board {
  private static final int ROWS = 50;

  @Inject Page page;
  @Inject Params params;
  @Inject Rows rows;
  @Inject Vows vows;
  @Inject CurrentCaller who;
  @Inject Queue queue;
  @Inject Tickets tickets;
  @Inject Levels levels;
  @Inject Promises promises;
  @Inject Contacts contacts;
  @Inject Staff staff;

  private final List<String> trouble = new ArrayList<>();
  private Rows.Sheet list;
  private QueueCounts counts;
  private String platformName = "";
  private long notComputed;
  private List<Option> levelOptions = List.of();

  /** A saved view at the left. */
  public record Saved(String href, String icon, String name, String count, boolean current) {}

  /** One choice of a filter. */
  public record Option(String value, String name, boolean chosen) {}

  public void take() {
    TicketId ticket = new TicketId(params.number("n").orElse(0L));
    try {
      tickets.takeInCharge(who.scope(), ticket);
      Turn.done(getHere(), "taken", ticket.value());
    } catch (AlreadyTaken e) {
      String by = staff.names(List.of(e.by())).getOrDefault(e.by(), "");
      trouble.add(page.words().say("trouble.already_taken", ticket, by));
    } catch (IllegalTransition e) {
      trouble.add(page.words().say("trouble.resolved_already", ticket));
    } catch (TicketNotFound e) {
      Turn.refuse(404);
    }
  }

  public void load() {
    QueuePage found = page();
    list =
        new Rows.Sheet(
            rows.of(found.rows()),
            getTitle(),
            found.next().isEmpty() ? "" : address(view(), "after", found.next()),
            after().isEmpty() ? "" : address(view()));
    counts = queue.counts(who.scope());
    platformName = platformId().flatMap(contacts::platform).map(Platform::name).orElse("");
    levelOptions = levelOptions();
    notComputed = page.isAdministrator() ? promises.notComputed() : 0;
  }

  private QueuePage page() {
    QueueFilter filter =
        new QueueFilter(
            view(),
            params.choice(Channel.class, "channel"),
            platformId(),
            Optional.of(params.text("level")).filter(code -> !code.isEmpty()));
    try {
      return queue.page(who.scope(), filter, after(), ROWS);
    } catch (InvalidValue staleCursor) {
      return queue.page(who.scope(), filter, "", ROWS);
    }
  }

  private List<Option> levelOptions() {
    String chosen = params.text("level");
    return Stream.concat(
            Stream.of(new Option("", page.words().say("queue.every_level"), chosen.isEmpty())),
            levels.all().stream()
                .map(
                    level ->
                        new Option(level.code(), vows.name(level), chosen.equals(level.code()))))
        .toList();
  }

  private View view() {
    return params.choice(View.class, "view").orElse(View.ALL_OPEN);
  }

  private Optional<PlatformId> platformId() {
    return params.number("platform").map(PlatformId::new);
  }

  private String after() {
    return params.text("after");
  }

  private String address(View view, String... more) {
    StringBuilder address = new StringBuilder("/queue?view=").append(view);
    List<String> kept = new ArrayList<>(List.of("channel", "level", "platform"));
    for (String name : kept) {
      if (!params.text(name).isEmpty()) {
        address.append('&').append(name).append('=').append(Turn.encode(params.text(name)));
      }
    }
    for (int i = 0; i < more.length; i += 2) {
      address.append('&').append(more[i]).append('=').append(Turn.encode(more[i + 1]));
    }
    return address.toString();
  }

  public Rows.Sheet getList() {
    return list;
  }

  public List<String> getTrouble() {
    return trouble;
  }

  public String getTitle() {
    return page.words().say("view." + view());
  }

  public String getEmptyTitle() {
    return page.words().say("empty." + view());
  }

  public String getEmptyNext() {
    return page.words().say("empty." + view() + ".next");
  }

  /** With all filters, to come back to. */
  public String getHere() {
    return after().isEmpty() ? address(view()) : address(view(), "after", after());
  }

  public String getView() {
    return view().name();
  }

  public String getPlatform() {
    return params.text("platform");
  }

  public String getPlatformName() {
    return platformName;
  }

  public String getWithoutPlatform() {
    return "/queue?view=" + view();
  }

  public List<Saved> getViews() {
    Map<View, Integer> held =
        Map.of(
            View.ALL_OPEN, counts.open(),
            View.MINE, counts.mine(),
            View.UNTAKEN, counts.untaken(),
            View.RESOLVED, counts.resolved());
    return List.of(
        saved(View.ALL_OPEN, "inbox", held),
        saved(View.MINE, "person", held),
        saved(View.UNTAKEN, "flag", held),
        saved(View.RESOLVED, "kept", held));
  }

  private Saved saved(View view, String icon, Map<View, Integer> held) {
    int count = held.get(view);
    return new Saved(
        "/queue?view=" + view,
        icon,
        page.words().say("view." + view),
        count >= QueueCounts.CAP ? "1000+" : Integer.toString(count),
        view == view());
  }

  public List<Option> getChannels() {
    String chosen = params.text("channel");
    return Stream.concat(
            Stream.of(new Option("", page.words().say("queue.every_channel"), chosen.isEmpty())),
            Stream.of(Channel.values())
                .map(
                    channel ->
                        new Option(
                            channel.name(),
                            page.words().say("channel." + channel),
                            chosen.equals(channel.name()))))
        .toList();
  }

  /** What an administrator has to mend; empty for everybody else. */
  public String getNotComputed() {
    return notComputed == 0 ? "" : page.words().say("promises.not_computed", notComputed);
  }

  public List<Option> getLevels() {
    return levelOptions;
  }
}
