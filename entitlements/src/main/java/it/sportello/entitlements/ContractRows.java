package it.sportello.entitlements;

import it.sportello.contacts.DataRow;
import it.sportello.contacts.PlatformId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The stored versions of contracts. */
@ApplicationScoped
class ContractRows {
  private static final String CONTRACT =
      """
      select id, coalesce(corrects, id) contract, platform, level, base_level,
        cast(first_day as text) first_day, cast(last_day as text) last_day, grace_days, annulled,
        superseded_at, made_at, made_by, correction
      from entitlements.contract
      """;

  private static final String OF_PLATFORM =
      CONTRACT
          + """
          where platform = :platform
          order by superseded_at is not null, first_day, id
          """;

  private static final String OF_CONTRACT =
      CONTRACT
          + """
          where id = :contract or corrects = :contract
          order by superseded_at is not null, id desc
          """;

  private static final String OVERLAPPING =
      CONTRACT
          + """
          where platform = :platform and superseded_at is null and not annulled
            and coalesce(corrects, id) <> :contract
            and first_day <= cast(:last as date) and last_day >= cast(:first as date)
          order by first_day
          limit 1
          """;

  private static final String PLATFORMS =
      """
      select distinct platform
      from entitlements.contract
      where platform > :after
      order by platform
      limit :limit
      """;

  private static final String INSERT =
      """
      insert into entitlements.contract (platform, level, base_level, first_day, last_day, grace_days,
        corrects, annulled, made_by, correction)
      values (:platform, :level, :base, cast(:first as date), cast(:last as date), :grace,
        nullif(:contract, 0), :annulled, nullif(:by, 0), :correction)
      returning id
      """;

  private static final String SUPERSEDE =
      """
      update entitlements.contract
      set superseded_at = :now
      where id = :version and superseded_at is null
      """;

  @PersistenceContext(unitName = "sportello")
  EntityManager em;

  List<ContractView> of(PlatformId platform, LocalDate today) {
    return views(OF_PLATFORM, Map.of("platform", platform.value()), today);
  }

  List<ContractView> contract(long contract, LocalDate today) {
    return views(OF_CONTRACT, Map.of("contract", contract), today).stream()
        .filter(view -> view.contract() == contract)
        .toList();
  }

  /** Another contract of the platform that counts on one of these days. */
  Optional<ContractView> overlapping(
      PlatformId platform, long contract, ContractDraft terms, LocalDate today) {
    return views(
            OVERLAPPING,
            Map.of(
                "platform",
                platform.value(),
                "contract",
                contract,
                "first",
                terms.from().toString(),
                "last",
                terms.to().orElse(Contracts.NO_END).toString()),
            today)
        .stream()
        .findFirst();
  }

  List<PlatformId> platforms(long after, int limit) {
    return Rows.rows(em, PLATFORMS, Map.of("after", after, "limit", limit)).stream()
        .map(row -> new PlatformId(Rows.number(row, "platform")))
        .toList();
  }

  /**
   * @param contract whose version this is; 0 for a new one
   */
  long insert(
      PlatformId platform,
      long contract,
      ContractDraft terms,
      boolean annulled,
      Administrator by,
      String correction) {
    Map<String, Object> values = new HashMap<>();
    values.put("platform", platform.value());
    values.put("contract", contract);
    values.put("level", terms.level());
    values.put("base", terms.baseLevel());
    values.put("first", terms.from().toString());
    values.put("last", terms.to().orElse(Contracts.NO_END).toString());
    values.put("grace", terms.graceDays());
    values.put("annulled", annulled);
    values.put("by", by.agent());
    values.put("correction", correction);
    return Rows.number(Rows.rows(em, INSERT, values).get(0), "id");
  }

  void supersede(long version, Instant now) {
    Rows.run(em, SUPERSEDE, Map.of("version", version, "now", now));
  }

  private List<ContractView> views(String sql, Map<String, ?> parameters, LocalDate today) {
    return Rows.rows(em, sql, parameters).stream().map(row -> view(row, today)).toList();
  }

  private static ContractView view(DataRow row, LocalDate today) {
    LocalDate last = Rows.date(row, "last_day");
    ContractDraft terms =
        new ContractDraft(
            Rows.text(row, "level"),
            Rows.text(row, "base_level"),
            Rows.date(row, "first_day"),
            Optional.of(last).filter(Contracts.NO_END::isAfter),
            Rows.small(row, "grace_days"));
    boolean annulled = Rows.truth(row, "annulled");
    Optional<Instant> superseded = Rows.anyInstant(row, "superseded_at");
    return new ContractView(
        Rows.number(row, "contract"),
        Rows.number(row, "id"),
        new PlatformId(Rows.number(row, "platform")),
        terms,
        annulled,
        superseded,
        state(terms, annulled, superseded.isPresent(), today),
        Rows.instant(row, "made_at"),
        Administrator.agent(row),
        Rows.text(row, "correction"));
  }

  static ContractView.State state(
      ContractDraft terms, boolean annulled, boolean superseded, LocalDate today) {
    if (superseded) {
      return ContractView.State.SUPERSEDED;
    }
    if (annulled) {
      return ContractView.State.ANNULLED;
    }
    if (today.isBefore(terms.from())) {
      return ContractView.State.COMING;
    }
    if (terms.to().map(to -> !today.isAfter(to)).orElse(true)) {
      return ContractView.State.IN_FORCE;
    }
    return today.isAfter(terms.to().get().plusDays(terms.graceDays()))
        ? ContractView.State.LAPSED
        : ContractView.State.GRACE;
  }
}
