package it.sportello.notifications;

import it.sportello.contacts.AgentId;
import it.sportello.contacts.DataRow;
import it.sportello.contacts.DeskClock;
import it.sportello.contacts.Language;
import it.sportello.notifications.Templates.Subject;
import it.sportello.notifications.Templates.Trouble;
import it.sportello.notifications.Templates.Version;
import it.sportello.notifications.words.Kind;
import it.sportello.notifications.words.Wording;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The versions of words, as they are kept. */
@ApplicationScoped
@Transactional(TxType.MANDATORY)
class TemplateRows {
  private static final String VERSION =
      """
      select v.id, v.kind, v.language, v.shipped, v.subject, v.preheader, v.headline, v.words,
        v.button, v.footer, v.author, v.made_at, t.since, coalesce(t.detail, '') detail
      from notifications.template_version v
      left join notifications.template_trouble t on t.version = v.id
      """;

  private static final String IN_FORCE =
      VERSION
          + """
          where v.id in (
            select max(id) from notifications.template_version group by kind, language)
          order by v.id
          """;

  private static final String HISTORY =
      VERSION + "where v.kind = :kind and v.language = :language order by v.id desc limit 50";

  /** Two administrators at once would both find the same version in force. */
  private static final String ONE_AT_A_TIME =
      "select pg_advisory_xact_lock(hashtextextended(:subject, 7246)) done";

  private static final String ADD =
      """
      insert into notifications.template_version
        (kind, language, shipped, subject, preheader, headline, words, button, footer, author,
         made_at)
      values (:kind, :language, :shipped, :subject, :preheader, :headline, :text, :button, :footer,
        :author, :now)
      """;

  private static final String BREAKS =
      """
      insert into notifications.template_trouble (version, since, detail)
      values (:version, :now, :detail)
      on conflict (version) do nothing
      """;

  @PersistenceContext(unitName = "sportello")
  EntityManager em;

  @Inject DeskClock clock;

  Map<Subject, Version> inForce() {
    Map<Subject, Version> versions = new LinkedHashMap<>();
    Sql.rows(em, IN_FORCE, Map.of()).stream()
        .filter(TemplateRows::isKnown)
        .map(TemplateRows::version)
        .forEach(version -> versions.put(version.subject(), version));
    return versions;
  }

  List<Version> history(Subject subject) {
    return Sql.rows(em, HISTORY, named(subject)).stream().map(TemplateRows::version).toList();
  }

  void oneAtATime(Subject subject) {
    Sql.rows(em, ONE_AT_A_TIME, Map.of("subject", subject.kind() + "." + subject.language()));
  }

  void add(Subject subject, Optional<Wording> wording, AgentId author, Instant now) {
    Map<String, Object> values = new HashMap<>(named(subject));
    values.putAll(wording.orElse(Wording.of(Map.of())).parts());
    values.put("shipped", wording.isEmpty());
    values.put("author", author.value());
    values.put("now", now);
    Sql.run(em, ADD, values);
  }

  /** Once for a version. */
  void breaks(long version, String detail) {
    String line = detail.replaceAll("\\p{Cntrl}+", " ").strip();
    Sql.run(
        em,
        BREAKS,
        Map.of(
            "version",
            version,
            "now",
            clock.now(),
            "detail",
            line.length() > 500 ? line.substring(0, 500) : line));
  }

  private static Map<String, String> named(Subject subject) {
    return Map.of("kind", subject.kind().name(), "language", subject.language().name());
  }

  /** A later version of the desk may have known more kinds. */
  private static boolean isKnown(DataRow row) {
    return Arrays.stream(Kind.values()).anyMatch(kind -> kind.name().equals(row.get("kind")));
  }

  private static Version version(DataRow row) {
    Optional<Wording> wording =
        (Boolean) row.get("shipped")
            ? Optional.empty()
            : Optional.of(
                new Wording(
                    Sql.text(row, "subject"),
                    Sql.text(row, "preheader"),
                    Sql.text(row, "headline"),
                    Sql.text(row, "words"),
                    Sql.text(row, "button"),
                    Sql.text(row, "footer")));
    return new Version(
        Sql.number(row, "id"),
        new Subject(
            Sql.constant(Kind.class, row, "kind"), Sql.constant(Language.class, row, "language")),
        wording,
        new AgentId(Sql.number(row, "author")),
        Sql.instant(row, "made_at").orElseThrow(),
        Sql.instant(row, "since").map(since -> new Trouble(since, Sql.text(row, "detail"))));
  }
}
