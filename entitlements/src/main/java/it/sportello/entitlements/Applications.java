package it.sportello.entitlements;

import it.sportello.contacts.Audit;
import it.sportello.contacts.Contacts;
import it.sportello.contacts.DataRow;
import it.sportello.contacts.DeskClock;
import it.sportello.contacts.PlatformId;
import it.sportello.contacts.Scope;
import it.sportello.ticketing.NotAllowed;
import it.sportello.ticketing.Origin;
import it.sportello.ticketing.Queue;
import it.sportello.ticketing.QueueFilter;
import it.sportello.ticketing.QueuePage;
import it.sportello.ticketing.TicketId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Applying a version of a level to tickets that are open already: never by itself, always asked for
 * by an administrator who can look at what it would do. Which tickets are meant is settled when it
 * is asked for; a job then takes them one by one.
 *
 * <p>Everybody else is told {@link NotAllowed}.
 */
@ApplicationScoped
@Transactional
public class Applications {
  private static final String ASK =
      """
      insert into entitlements.application (level_version, platform, asked_by, asked_at)
      values (:version, nullif(:platform, 0), nullif(:by, 0), :now)
      returning id
      """;

  private static final String MEAN =
      """
      insert into entitlements.application_ticket (application, ticket)
      select :application, unnest(cast(:tickets as bigint[]))
      """;

  private static final String PROGRESS =
      """
      select a.id, a.level_version, a.asked_at,
        count(t.ticket) tickets,
        count(t.ticket) filter (where t.done_at is null) waiting,
        count(t.ticket) filter (where t.outcome = 'CHANGED') changed,
        count(t.ticket) filter (where t.outcome = 'FAILED') failed
      from entitlements.application a
      left join entitlements.application_ticket t on t.application = a.id
      """;

  private static final String ONE = PROGRESS + "where a.id = :id group by a.id";

  private static final String LAST =
      PROGRESS
          + """
          where a.level_version = :version
          group by a.id
          order by a.id desc
          limit 1
          """;

  @PersistenceContext(unitName = "sportello")
  EntityManager em;

  @Inject LevelStore levels;
  @Inject Ledger ledger;
  @Inject Queue queue;
  @Inject Contacts contacts;
  @Inject Acts acts;
  @Inject Audit audit;
  @Inject DeskClock clock;

  /**
   * What applying would do now.
   *
   * @param tickets open ones that are meant
   * @param changed of these, how many would get another deadline or priority
   * @param late of these, how many would be late at once and are not now
   */
  public record Preview(LevelView level, int tickets, int changed, int late) {}

  /**
   * How far it is.
   *
   * @param waiting tickets that are still to be done
   * @param failed tickets that could not be done; the server's log says why
   */
  public record Progress(
      long id,
      long levelVersion,
      Instant asked,
      long tickets,
      long waiting,
      long changed,
      long failed) {
    public boolean finished() {
      return waiting == 0;
    }
  }

  /**
   * @param platform only its open tickets, whatever their level; empty: all open tickets of the
   *     version's level
   * @throws UnknownLevel when there is no such version
   * @throws InvalidTerms for a platform that nobody knows
   */
  public Preview preview(Scope scope, long levelVersion, Optional<PlatformId> platform) {
    Administrator.of(scope, "administer");
    LevelVersion level = levels.version(levelVersion);
    Instant now = clock.now();
    int changed = 0;
    int late = 0;
    List<TicketId> meant = meant(scope, level, platform);
    for (TicketId ticket : meant) {
      List<Fact> facts = ledger.facts(ticket);
      if (facts.isEmpty()) {
        continue;
      }
      Clocks before = Clocks.of(facts, levels::version);
      List<Fact> more = new ArrayList<>(facts);
      more.add(Fact.versionApplied(levelVersion, Optional.empty(), now));
      Clocks after = Clocks.of(more, levels::version);
      changed += differs(before, after) ? 1 : 0;
      late += isLate(after, now) && !isLate(before, now) ? 1 : 0;
    }
    return new Preview(Levels.view(level, false, Optional.empty()), meant.size(), changed, late);
  }

  /**
   * Has the version applied, ticket by ticket, by a job that goes on after a restart. A repeat asks
   * for nothing.
   *
   * @return the number of the application
   */
  public long apply(Scope scope, long levelVersion, Optional<PlatformId> platform, Origin origin) {
    Administrator by = Administrator.of(scope, "administer");
    Optional<Long> before = acts.begin(origin);
    if (before.isPresent()) {
      return before.get();
    }
    LevelVersion level = levels.version(levelVersion);
    Long[] tickets =
        meant(scope, level, platform).stream().map(TicketId::value).toArray(Long[]::new);
    long application =
        Rows.number(
            Rows.rows(
                    em,
                    ASK,
                    Map.of(
                        "version",
                        levelVersion,
                        "platform",
                        platform.map(PlatformId::value).orElse(0L),
                        "by",
                        by.agent(),
                        "now",
                        clock.now()))
                .get(0),
            "id");
    Rows.run(em, MEAN, Map.of("application", application, "tickets", tickets));
    acts.keep(origin, application);
    audit.record(scope, "level.apply", "application:" + application);
    return application;
  }

  /**
   * @throws UnknownApplication when there is none
   */
  public Progress progress(Scope scope, long application) {
    Administrator.of(scope, "administer");
    return Rows.rows(em, ONE, Map.of("id", application)).stream()
        .findFirst()
        .map(Applications::progress)
        .orElseThrow(() -> new UnknownApplication(application));
  }

  /** The last one of this version. */
  public Optional<Progress> last(Scope scope, long levelVersion) {
    Administrator.of(scope, "administer");
    return Rows.rows(em, LAST, Map.of("version", levelVersion)).stream()
        .findFirst()
        .map(Applications::progress);
  }

  private List<TicketId> meant(Scope scope, LevelVersion level, Optional<PlatformId> platform) {
    Faults faults = new Faults();
    platform.ifPresent(
        p -> faults.unless(contacts.platform(p).isPresent(), "/platform", "value.unknown"));
    faults.refuse();
    QueueFilter filter =
        new QueueFilter(
            QueueFilter.View.ALL_OPEN,
            Optional.empty(),
            platform,
            platform.isPresent() ? Optional.empty() : Optional.of(level.code()));
    Set<TicketId> meant = new LinkedHashSet<>(); // a ticket may move while the pages are turned
    String after = "";
    do {
      QueuePage page = queue.page(scope, filter, after, Queue.LIMIT);
      page.rows().stream()
          .filter(row -> row.levelVersion() != level.id())
          .forEach(row -> meant.add(row.id()));
      after = page.next();
    } while (!after.isEmpty());
    return List.copyOf(meant);
  }

  private static boolean differs(Clocks before, Clocks after) {
    return !before.runs().equals(after.runs()) || before.priority() != after.priority();
  }

  private static boolean isLate(Clocks clocks, Instant now) {
    return clocks.next().filter(run -> run.due().isMissedAt(now)).isPresent();
  }

  private static Progress progress(DataRow row) {
    return new Progress(
        Rows.number(row, "id"),
        Rows.number(row, "level_version"),
        Rows.instant(row, "asked_at"),
        Rows.number(row, "tickets"),
        Rows.number(row, "waiting"),
        Rows.number(row, "changed"),
        Rows.number(row, "failed"));
  }
}
