package it.sportello.notifications;

import it.sportello.contacts.Audit;
import it.sportello.contacts.InvalidEntry;
import it.sportello.contacts.NotPermitted;
import it.sportello.contacts.Scope;
import it.sportello.notifications.Mailbox.Standing;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The mailboxes that the desk reads. What an administrator changes counts within seconds on every
 * node, and a node that still reads by what was before stores nothing more.
 */
@ApplicationScoped
@Transactional
public class MailboxAccounts {
  @Inject MailboxRows rows;
  @Inject MailboxSecrets secrets;
  @Inject Audit audit;

  @Inject
  @ConfigProperty(name = "sportello.tryout", defaultValue = "false")
  boolean tryout;

  /**
   * Those that were not removed, by name.
   *
   * @throws NotPermitted unless the caller administers
   */
  public List<Mailbox> all(Scope by) {
    guard(by);
    return rows.all();
  }

  public Optional<Mailbox> find(Scope by, MailboxId id) {
    guard(by);
    return rows.find(id);
  }

  /**
   * @throws InvalidEntry with every fault; {@code mailbox.twice} where it is read already
   */
  public MailboxId add(Scope by, MailboxDraft draft) {
    guard(by);
    draft.check(tryout);
    draft.access().needSecrets();
    refuseTwice(draft, new MailboxId(0));
    MailboxId id = rows.insert(draft);
    secrets.seal(id, draft);
    audit.record(by, "mailbox.add", "mailbox:" + id);
    return id;
  }

  /**
   * Secrets that are not given stay as they are, unless they would go to somebody else now.
   *
   * @throws MailboxChanged when {@code version} is not the one that is there
   * @throws InvalidEntry {@code mailbox.secret.again} where a secret has to be given again
   */
  public void change(Scope by, MailboxId id, int version, MailboxDraft draft) {
    guard(by);
    draft.check(tryout);
    Mailbox before = rows.lock(id).orElseThrow(() -> new UnknownMailbox(id));
    if (before.version() != version) {
      throw new MailboxChanged(id);
    }
    draft.access().needSecretsUnlessLike(before.access());
    refuseTwice(draft, id);
    rows.update(id, draft);
    secrets.seal(id, draft);
    rows.stopReaders(id);
    audit.record(by, "mailbox.change", "mailbox:" + id);
  }

  /** Nobody reads it from now on; what lies there waits. */
  public void switchOff(Scope by, MailboxId id) {
    turn(by, id, Standing.OFF, "mailbox.off");
  }

  /** It is read again, from where it was left. */
  public void switchOn(Scope by, MailboxId id) {
    turn(by, id, Standing.ACTIVE, "mailbox.on");
  }

  /**
   * Forgets its secrets, and the mailbox too if no mail ever came by it. The mails stay, and so
   * does what is known of how far it was read: who adds it once more gets none of them twice.
   */
  public void remove(Scope by, MailboxId id) {
    guard(by);
    Mailbox gone = rows.lock(id).orElseThrow(() -> new UnknownMailbox(id));
    rows.stopReaders(gone.id());
    rows.remove(gone.id());
    audit.record(by, "mailbox.remove", "mailbox:" + id);
  }

  /**
   * What a trial of {@code draft} signs in with.
   *
   * @param id of the mailbox that it changes; empty for a new one
   * @throws InvalidEntry as {@link #add} and {@link #change} do
   */
  MailboxKey key(Scope by, Optional<MailboxId> id, MailboxDraft draft) {
    guard(by);
    draft.check(tryout);
    audit.record(by, "mailbox.try", "mailbox:" + id.map(MailboxId::toString).orElse("new"));
    if (id.isEmpty()) {
      draft.access().needSecrets();
      return secrets.key(draft, Optional.empty());
    }
    Mailbox before = rows.find(id.get()).orElseThrow(() -> new UnknownMailbox(id.get()));
    draft.access().needSecretsUnlessLike(before.access());
    return secrets.key(draft, id);
  }

  private void turn(Scope by, MailboxId id, Standing standing, String act) {
    guard(by);
    Mailbox before = rows.lock(id).orElseThrow(() -> new UnknownMailbox(id));
    if (before.standing() == standing) {
      return;
    }
    rows.turn(id, standing);
    rows.stopReaders(id);
    audit.record(by, act, "mailbox:" + id);
  }

  private void refuseTwice(MailboxDraft draft, MailboxId but) {
    if (rows.isRead(draft.place(), but)) {
      throw fault("/login", "mailbox.twice");
    }
  }

  private static InvalidEntry fault(String pointer, String key) {
    return new InvalidEntry(List.of(new InvalidEntry.Fault(pointer, key)));
  }

  private static void guard(Scope by) {
    if (!(by instanceof Scope.Staff) || !by.administers()) {
      throw new NotPermitted("look after mailboxes");
    }
  }
}
