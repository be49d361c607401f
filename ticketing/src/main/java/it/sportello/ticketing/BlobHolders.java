package it.sportello.ticketing;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Who needs which bytes. Attachments are known here; whoever else keeps a digest in rows of its
 * own, such as the inbox for its raw mails, says so in the transaction that writes the row.
 */
@ApplicationScoped
@Transactional
public class BlobHolders {
  private static final String HOLD =
      """
      insert into ticketing.blob_holder (sha256, holder)
      values (:sha256, :holder)
      on conflict do nothing
      """;

  private static final String RELEASE =
      """
      delete from ticketing.blob_holder
      where sha256 = :sha256 and holder = :holder
      """;

  private static final String NAMED =
      """
      select sha256 from ticketing.attachment where sha256 in (:digests)
      union
      select sha256 from ticketing.blob_holder where sha256 in (:digests)
      """;

  @PersistenceContext(unitName = "sportello")
  EntityManager em;

  /**
   * @param holder the kind of row and its id, such as {@code mail:17}; at most 100 characters
   */
  public void hold(String sha256, String holder) {
    Sql.run(em, HOLD, Map.of("sha256", sha256, "holder", holder));
  }

  /** The bytes go at the next sweep, unless somebody else names them. */
  public void release(String sha256, String holder) {
    Sql.run(em, RELEASE, Map.of("sha256", sha256, "holder", holder));
  }

  Set<String> named(Collection<String> digests) {
    Set<String> named = new HashSet<>();
    Sql.rows(em, NAMED, Map.of("digests", digests))
        .forEach(row -> named.add(Sql.text(row, "sha256")));
    return named;
  }
}
