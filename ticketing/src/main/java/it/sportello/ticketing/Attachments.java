package it.sportello.ticketing;

import it.sportello.contacts.DataRow;
import it.sportello.contacts.DeskClock;
import it.sportello.contacts.Scope;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Files that messages name. An upload waits, visible to nobody, until a message of the same owner
 * names it; after {@link #WAITING} it is dropped.
 */
@ApplicationScoped
@Transactional
public class Attachments implements BlobHolder {
  public static final Duration WAITING = Duration.ofHours(24);

  private static final String KEEP =
      """
      insert into ticketing.attachment (owner, key, name, media_type, size, sha256, staged_at)
      values (:owner, :key, :name, :type, :size, :sha256, :now)
      on conflict (owner, key) do nothing
      returning id
      """;

  private static final String KEPT =
      """
      select id, sha256
      from ticketing.attachment
      where owner = :owner and key = :key
      """;

  private static final String BIND =
      """
      update ticketing.attachment
      set message_id = :message
      where id in (:ids) and owner = :owner and message_id is null
      returning id
      """;

  private static final String CONTENT =
      """
      select a.name, a.media_type, a.size, a.sha256, m.ticket_id
      from ticketing.attachment a
        join ticketing.message m on m.id = a.message_id
        join ticketing.ticket t on t.id = m.ticket_id
      where a.id = :id and (:internal or m.kind <> 'NOTE') and\s""";

  private static final String BY_KEY =
      """
      select id, key
      from ticketing.attachment
      where owner = :owner and key in (:keys)
      """;

  private static final String DROP_ONE =
      """
      delete from ticketing.attachment
      where owner = :owner and key = :key and message_id is null
      """;

  private static final String DROP =
      """
      delete from ticketing.attachment
      where message_id is null and staged_at < :before
      """;

  private static final String NAMED =
      "select distinct sha256 from ticketing.attachment where sha256 = any(:digests)";

  @PersistenceContext(unitName = "sportello")
  EntityManager em;

  @Inject DeskClock clock;

  /**
   * Stages a file whose bytes are stored already. The same key with the same bytes again is the
   * same attachment.
   *
   * @throws OriginReused when the owner has used the key for other bytes
   */
  public AttachmentId keep(Upload upload) {
    Map<String, Object> values = new HashMap<>();
    values.put("owner", upload.owner());
    values.put("key", upload.key());
    values.put("name", upload.name());
    values.put("type", upload.mediaType());
    values.put("size", upload.blob().size());
    values.put("sha256", upload.blob().sha256());
    values.put("now", clock.now());
    return Sql.row(em, KEEP, values)
        .map(row -> new AttachmentId(Sql.number(row, "id")))
        .orElseGet(() -> kept(upload));
  }

  /**
   * What the owner has sent under these keys, whether a message names it yet or not (a repeat names
   * the same again); keys that are unknown are left out.
   */
  public Map<String, AttachmentId> byKeys(String owner, Collection<String> keys) {
    Map<String, AttachmentId> found = new HashMap<>();
    if (keys.isEmpty()) {
      return found;
    }
    Sql.rows(em, BY_KEY, Map.of("owner", owner, "keys", List.copyOf(keys)))
        .forEach(row -> found.put(Sql.text(row, "key"), new AttachmentId(Sql.number(row, "id"))));
    return found;
  }

  /** Takes back an upload that no message names; nothing happens to any other. */
  public void drop(String owner, String key) {
    Sql.run(em, DROP_ONE, Map.of("owner", owner, "key", key));
  }

  /**
   * What has to be known to serve an attachment of a message in sight.
   *
   * @throws AttachmentNotFound when it is unknown, not in sight, or waits for its message
   */
  public Content content(Scope scope, AttachmentId attachment) {
    Sight sight = Sight.of(scope);
    Map<String, Object> values =
        sight.and(Map.of("id", attachment.value(), "internal", scope.everything()));
    return Sql.row(em, CONTENT + sight.condition(), values)
        .map(
            row ->
                new Content(
                    Sql.text(row, "name"),
                    Sql.text(row, "media_type"),
                    Sql.number(row, "size"),
                    Sql.text(row, "sha256")))
        .orElseThrow(() -> new AttachmentNotFound(attachment));
  }

  @Override
  public Set<String> named(Collection<String> digests) {
    return Sql.rows(em, NAMED, Map.of("digests", digests.toArray(String[]::new))).stream()
        .map(row -> Sql.text(row, "sha256"))
        .collect(Collectors.toSet());
  }

  /** Only what the origin's source has staged itself; all of it or an error. */
  void bind(Origin origin, List<AttachmentId> attachments, MessageId message) {
    if (attachments.isEmpty()) {
      return;
    }
    List<Long> ids = attachments.stream().map(AttachmentId::value).distinct().toList();
    Map<String, Object> values =
        Map.of("ids", ids, "owner", origin.source(), "message", message.value());
    List<Long> bound =
        Sql.rows(em, BIND, values).stream().map(row -> Sql.number(row, "id")).toList();
    ids.stream()
        .filter(id -> !bound.contains(id))
        .findFirst()
        .ifPresent(
            id -> {
              throw new AttachmentNotFound(new AttachmentId(id));
            });
  }

  int dropStagedBefore(Instant before) {
    return Sql.run(em, DROP, Map.of("before", before));
  }

  private AttachmentId kept(Upload upload) {
    DataRow row =
        Sql.row(em, KEPT, Map.of("owner", upload.owner(), "key", upload.key())).orElseThrow();
    if (!Sql.text(row, "sha256").equals(upload.blob().sha256())) {
      throw new OriginReused(upload.owner());
    }
    return new AttachmentId(Sql.number(row, "id"));
  }
}
