package it.sportello.contacts;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Platforms as administrators keep them: each command is audited. */
@ApplicationScoped
@Transactional
public class PlatformBook {
  private static final long LOCK = 0x5907_7e11_0004L;
  private static final int DRAWS = 100;
  private static final int LONGEST_REASON = 500;

  @PersistenceContext(unitName = "sportello")
  EntityManager em;

  @Inject DeskClock clock;
  @Inject Audit audit;
  @Inject Event<ContactEvent> events;

  /**
   * @param own the vendor's own number; empty: the desk issues one
   * @throws InvalidEntry when the number is, or ever was, a platform's
   */
  public PlatformCode register(Scope by, Optional<PlatformCode> own, PlatformDraft draft) {
    administrates(by);
    draft.check();
    Instant now = clock.now();
    String product = known(draft.whole());
    PlatformCode code = free(own);
    Map<String, Object> row = values(draft, product);
    row.put("code", code.value());
    PlatformId platform =
        new PlatformId(
            Sql.id(
                Sql.row(
                        em,
                        """
                        insert into contacts.platform
                          (code, name, zone, language, country, product)
                        values (:code, :name, :zone, :language, :country, nullif(:product, ''))
                        returning id
                        """,
                        row)
                    .orElseThrow(),
                "id"));
    remember(code, platform, now, by, "");
    audit.record(by, "platform.register", "platform:" + platform.value());
    events.fire(new ContactEvent.PlatformRegistered(platform, now));
    if (!product.isEmpty()) {
      events.fire(new ContactEvent.PlatformAssigned(platform, product, now));
    }
    return code;
  }

  /**
   * @throws RegistryChanged when another version was seen
   */
  public void change(Scope by, PlatformId platform, long version, PlatformDraft draft) {
    administrates(by);
    draft.check();
    DataRow before = RegistryRows.lock(em, platform);
    seen(before, version);
    String product = draft.product().isPresent() ? known(draft) : Sql.text(before, "product");
    Map<String, Object> row = values(draft, product);
    row.put("id", platform.value());
    Sql.run(
        em,
        """
        update contacts.platform
        set name = :name, zone = :zone, language = :language, country = :country,
          product = nullif(:product, ''), version = version + 1
        where id = :id
        """,
        row);
    audit.record(by, "platform.change", "platform:" + platform.value());
    if (!product.equals(Sql.text(before, "product"))) {
      events.fire(new ContactEvent.PlatformAssigned(platform, product, clock.now()));
    }
  }

  /**
   * Gives the platform another number. The old one is nobody's from now on, for ever.
   *
   * @param own the vendor's own number; empty: the desk issues one
   */
  public PlatformCode rotate(
      Scope by, PlatformId platform, long version, Optional<PlatformCode> own, String reason) {
    administrates(by);
    reasoned(reason);
    Instant now = clock.now();
    DataRow before = RegistryRows.lock(em, platform);
    seen(before, version);
    PlatformCode code = free(own);
    remember(new PlatformCode(Sql.text(before, "code")), platform, now, by, "");
    remember(code, platform, now, by, reason.strip());
    Sql.run(
        em,
        "update contacts.platform set code = :code, version = version + 1 where id = :id",
        Map.of("code", code.value(), "id", platform.value()));
    audit.record(by, "platform.rotate", "platform:" + platform.value());
    return code;
  }

  /** From now on nobody writes or calls for it; what it has said and was promised stays. */
  public void close(Scope by, PlatformId platform, long version) {
    administrates(by);
    seen(RegistryRows.lock(em, platform), version);
    Sql.run(
        em,
        """
        update contacts.platform set closed_at = coalesce(closed_at, :now), version = version + 1
        where id = :id
        """,
        Map.of("now", clock.now(), "id", platform.value()));
    audit.record(by, "platform.close", "platform:" + platform.value());
  }

  public void reopen(Scope by, PlatformId platform, long version) {
    administrates(by);
    seen(RegistryRows.lock(em, platform), version);
    Sql.run(
        em,
        "update contacts.platform set closed_at = null, version = version + 1 where id = :id",
        Map.of("id", platform.value()));
    audit.record(by, "platform.reopen", "platform:" + platform.value());
  }

  /** A domain that is registered already stays registered. */
  public void addDomain(Scope by, PlatformId platform, RegisteredDomain domain) {
    administrates(by);
    RegistryRows.lock(em, platform);
    Sql.run(
        em,
        """
        insert into contacts.platform_domain (domain, platform) values (:domain, :platform)
        on conflict do nothing
        """,
        Map.of("domain", domain.value(), "platform", platform.value()));
    audit.record(by, "domain.add", "platform:" + platform.value());
  }

  public void removeDomain(Scope by, PlatformId platform, String domain) {
    administrates(by);
    RegistryRows.lock(em, platform);
    Sql.run(
        em,
        "delete from contacts.platform_domain where domain = :domain and platform = :platform",
        Map.of("domain", domain, "platform", platform.value()));
    audit.record(by, "domain.remove", "platform:" + platform.value());
  }

  private PlatformCode free(Optional<PlatformCode> own) {
    Sql.rows(em, "select pg_advisory_xact_lock(:lock) is null locked", Map.of("lock", LOCK));
    if (own.isPresent()) {
      if (isTaken(own.get().value())) {
        throw new InvalidEntry("/code", "platformCode.taken");
      }
      return own.get();
    }
    for (int i = 0; i < DRAWS; i++) {
      PlatformCode drawn = CodeMint.draw();
      if (!isTaken(CodeMint.near(drawn).toArray(String[]::new))) {
        return drawn;
      }
    }
    throw new InvalidEntry("/code", "platformCode.none");
  }

  private boolean isTaken(String... codes) {
    return Sql.row(
            em,
            """
            select 1 n where exists (select 1 from contacts.platform where code = any(:codes))
              or exists (select 1 from contacts.platform_code where code = any(:codes))
            """,
            Map.of("codes", codes))
        .isPresent();
  }

  private void remember(PlatformCode code, PlatformId platform, Instant at, Scope by, String why) {
    Sql.run(
        em,
        """
        insert into contacts.platform_code (code, platform, since, actor, reason)
        values (:code, :platform, :at, :actor, :why)
        on conflict do nothing
        """,
        Map.of(
            "code",
            code.value(),
            "platform",
            platform.value(),
            "at",
            at,
            "actor",
            Audit.name(by),
            "why",
            why));
  }

  /** The product that is meant; empty for none. */
  private String known(PlatformDraft draft) {
    String product = draft.product().orElse("");
    if (!product.isEmpty()
        && Sql.row(em, "select 1 n from contacts.product where id = :id", Map.of("id", product))
            .isEmpty()) {
      throw new InvalidEntry("/product", "value.unknown");
    }
    return product;
  }

  private static Map<String, Object> values(PlatformDraft draft, String product) {
    return new HashMap<>(
        Map.of(
            "name",
            draft.name(),
            "zone",
            draft.zone().getId(),
            "language",
            draft.language().name(),
            "country",
            draft.country(),
            "product",
            product));
  }

  private static void reasoned(String reason) {
    if (reason.isBlank() || reason.length() > LONGEST_REASON) {
      throw new InvalidEntry("/reason", reason.isBlank() ? "NotBlank" : "terms.reason.length");
    }
    EntryFaults faults = new EntryFaults();
    faults.name("/reason", reason.substring(0, Math.min(reason.length(), 200)));
    faults.refuse();
  }

  private static void seen(DataRow platform, long version) {
    if (Sql.id(platform, "version") != version) {
      throw new RegistryChanged();
    }
  }

  private static void administrates(Scope by) {
    if (!by.administers()) {
      throw new NotPermitted("change a platform");
    }
  }
}
