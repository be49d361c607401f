package it.sportello.notifications;

import it.sportello.contacts.AgentId;
import it.sportello.contacts.Audit;
import it.sportello.contacts.Caller;
import it.sportello.contacts.DeskClock;
import it.sportello.contacts.InvalidValue;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.Map;
import java.util.regex.Pattern;

/** What each agent puts under their replies: plain text, in whatever language they like. */
@ApplicationScoped
@Transactional
public class Signatures {
  public static final int LONGEST = 600;
  public static final int MOST_LINES = 8;

  private static final Pattern UNSEEN =
      Pattern.compile("[\\p{Cntrl}&&[^\\n]]|[\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u2069]");

  private static final String WORDS =
      "select words from notifications.signature where agent = :agent";

  private static final String KEEP =
      """
      insert into notifications.signature (agent, words, changed_at)
      values (:agent, :words, :now)
      on conflict (agent) do update set words = excluded.words, changed_at = excluded.changed_at
      """;

  @PersistenceContext(unitName = "sportello")
  EntityManager em;

  @Inject Audit audit;
  @Inject DeskClock clock;

  /** Empty where there is none. */
  public String of(AgentId agent) {
    return Sql.row(em, WORDS, Map.of("agent", agent.value()))
        .map(row -> Sql.text(row, "words"))
        .orElse("");
  }

  /**
   * One's own; mails that were made before keep the old one.
   *
   * @throws InvalidValue {@code signature.long} past {@value #LONGEST} characters or {@value
   *     #MOST_LINES} lines, {@code text.invisible}
   */
  public void keep(Caller.Staff me, String words) {
    String plain = words.replace("\r\n", "\n").replace('\t', ' ').strip();
    if (plain.length() > LONGEST || plain.lines().count() > MOST_LINES) {
      throw new InvalidValue("signature.long");
    }
    if (UNSEEN.matcher(plain).find()) {
      throw new InvalidValue("text.invisible");
    }
    Sql.run(em, KEEP, Map.of("agent", me.id().value(), "words", plain, "now", clock.now()));
    audit.record(me, "signature.change", "staff:" + me.id().value());
  }
}
