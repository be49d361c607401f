package it.sportello.web.pages;

import it.sportello.contacts.PlatformId;
import it.sportello.entitlements.LevelView;
import it.sportello.entitlements.Levels;
import it.sportello.ticketing.Channel;
import it.sportello.ticketing.Queue;
import it.sportello.ticketing.QueueFilter;
import it.sportello.web.security.CurrentCaller;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import java.util.Optional;

/** What the desk does for the platform whose page is shown: its level, ways in, and tickets. */
@Named
@RequestScoped
public class PlatformDesk {
  private static final int TICKETS = 10;

  @Inject Page page;
  @Inject CurrentCaller who;
  @Inject Levels levels;
  @Inject Queue queue;
  @Inject Rows rows;
  @Inject Vows vows;
  @Inject PlatformFile file;

  private LevelView level;
  private Rows.Sheet open;
  private Rows.Sheet resolved;

  /** After the platform itself. */
  public void load() {
    if (!file.isFound()) {
      return;
    }
    PlatformId platform = file.getId();
    level = levels.of(platform, page.instant());
    open = sheet(QueueFilter.View.ALL_OPEN, platform, "platform.open");
    resolved = sheet(QueueFilter.View.RESOLVED, platform, "platform.resolved");
  }

  private Rows.Sheet sheet(QueueFilter.View view, PlatformId platform, String caption) {
    var filter = new QueueFilter(view, Optional.empty(), Optional.of(platform), Optional.empty());
    var found = queue.page(who.scope(), filter, "", TICKETS);
    return new Rows.Sheet(rows.of(found.rows()), page.words().say(caption), "", "");
  }

  public String getLevel() {
    return vows.name(level);
  }

  /** Until when the contract gives this level, for everybody who answers the customer. */
  public String getContract() {
    Words words = page.words();
    if (level.lapsed()) {
      return words.say("pd.contract.lapsed");
    }
    return level
        .until()
        .map(last -> page.when().day(last.atTime(12, 0).atZone(When.ROME).toInstant()))
        .map(day -> words.say("pd.contract.until", day))
        .orElseGet(() -> words.say("pd.contract.endless"));
  }

  public List<String> getWays() {
    return level.channels().stream()
        .sorted()
        .map((Channel channel) -> page.words().say("channel." + channel))
        .toList();
  }

  public Rows.Sheet getOpen() {
    return open;
  }

  public Rows.Sheet getResolved() {
    return resolved;
  }
}
