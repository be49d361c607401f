package it.sportello.notifications;

import it.sportello.contacts.Audit;
import it.sportello.contacts.Caller;
import it.sportello.contacts.Contacts;
import it.sportello.contacts.EmailAddress;
import it.sportello.contacts.InvalidEntry;
import it.sportello.contacts.InvalidEntry.Fault;
import it.sportello.contacts.NotPermitted;
import it.sportello.contacts.Scope;
import it.sportello.contacts.Staff;
import it.sportello.notifications.MailSender.Standing;
import it.sportello.notifications.ServerKey.Owner;
import it.sportello.notifications.words.Kind;
import it.sportello.notifications.words.Letters;
import it.sportello.notifications.words.Samples;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Under which names the desk writes: at most one for each of the vendor's products. What an
 * administrator changes counts for the mails that are written from then on; the relay counts within
 * seconds, also for those that wait.
 */
@ApplicationScoped
@Transactional
public class SenderAccounts {
  @Inject SenderRows rows;
  @Inject SenderKeys keys;
  @Inject ServerSecrets secrets;
  @Inject MailSettings settings;
  @Inject Outbox outbox;
  @Inject Contacts contacts;
  @Inject Staff staff;
  @Inject Audit audit;

  @Inject
  @ConfigProperty(name = "sportello.tryout", defaultValue = "false")
  boolean tryout;

  /**
   * By name.
   *
   * @throws NotPermitted unless the caller administers or audits
   */
  public List<MailSender> all(Scope by) {
    look(by);
    return rows.all();
  }

  /** By which everything leaves that has no sender of its own. */
  public MailSender.Default byDefault(Scope by) {
    look(by);
    MailSettings.Server relay = settings.smtp();
    return new MailSender.Default(
        settings.name(),
        settings.address().value(),
        relay.host().isEmpty() ? "" : relay.host() + ":" + relay.port(),
        Mailbox.Encryption.valueOf(relay.tls().name()),
        settings.mailsPerMinute());
  }

  public Optional<MailSender> find(Scope by, SenderId id) {
    look(by);
    return rows.find(id);
  }

  /**
   * @throws InvalidEntry with every fault; {@code sender.product.taken} where the product has one
   */
  public SenderId add(Scope by, SenderDraft draft) {
    guard(by);
    draft.check(tryout);
    needSecrets(draft);
    rows.oneAtATime();
    refuseTaken(draft, new SenderId(0));
    SenderId id = rows.insert(draft);
    secrets.seal(Owner.SENDER, id.value(), draft.access());
    audit.record(by, "sender.add", "sender:" + id);
    return id;
  }

  /**
   * Secrets that are not given stay as they are, unless they would go to somebody else now.
   *
   * @throws SenderChanged when {@code version} is not the one that is there
   * @throws InvalidEntry {@code mailbox.secret.again} where a secret has to be given again
   */
  public void change(Scope by, SenderId id, int version, SenderDraft draft) {
    guard(by);
    draft.check(tryout);
    rows.oneAtATime();
    MailSender before = known(id);
    if (before.version() != version) {
      throw new SenderChanged(id);
    }
    needAgain(before, draft);
    refuseTaken(draft, id);
    rows.update(id, draft);
    secrets.seal(Owner.SENDER, id.value(), draft.access());
    audit.record(by, "sender.change", "sender:" + id);
  }

  /** New mails of its product leave under the desk's own address from now on. */
  public void switchOff(Scope by, SenderId id) {
    turn(by, id, Standing.OFF, "sender.off");
  }

  public void switchOn(Scope by, SenderId id) {
    turn(by, id, Standing.ACTIVE, "sender.on");
  }

  /**
   * Mails the one who asks an acknowledgement with made-up facts, as the product's customers get
   * it.
   *
   * @return where to
   * @throws InvalidEntry {@code template.no_address} when the one who asks has none
   */
  public EmailAddress tryOut(Caller.Staff by, Scope scope, SenderId id) {
    guard(scope);
    MailSender sender = known(id);
    EmailAddress to = staff.address(by.id()).orElseThrow(() -> fault("", "template.no_address"));
    Brand brand = new Brand(id, sender.name(), new EmailAddress(sender.address()));
    outbox.trial(
        Kind.RECEIVED,
        by.language(),
        to,
        new Letters()
            .write(Samples.full(Kind.RECEIVED, by.language(), sender.name(), settings.url())),
        Optional.of(brand));
    audit.record(by, "sender.test", "sender:" + id);
    return to;
  }

  /**
   * What a trial of {@code draft} signs in with.
   *
   * @param id of the sender that it changes; empty for a new one
   * @throws InvalidEntry as {@link #add} and {@link #change} do
   */
  RelayKey key(Scope by, Optional<SenderId> id, SenderDraft draft) {
    guard(by);
    draft.check(tryout);
    audit.record(by, "sender.try", "sender:" + id.map(SenderId::toString).orElse("new"));
    if (id.isEmpty()) {
      needSecrets(draft);
      return keys.key(draft, Optional.empty());
    }
    needAgain(known(id.get()), draft);
    return keys.key(draft, id);
  }

  private void turn(Scope by, SenderId id, Standing standing, String act) {
    guard(by);
    rows.oneAtATime();
    if (known(id).standing() == standing) {
      return;
    }
    rows.turn(id, standing);
    audit.record(by, act, "sender:" + id);
  }

  private MailSender known(SenderId id) {
    return rows.find(id).orElseThrow(() -> new NoSuchSender(id));
  }

  private static void needSecrets(SenderDraft draft) {
    if (draft.signsIn()) {
      draft.access().needSecrets();
    }
  }

  private static void needAgain(MailSender before, SenderDraft draft) {
    if (draft.signsIn()) {
      draft.access().needSecretsUnlessLike(before.access());
    }
  }

  /** Neither another's product nor another's address, be it the desk's, a colleague's or theirs. */
  private void refuseTaken(SenderDraft draft, SenderId but) {
    if (!contacts.products().containsKey(draft.product())) {
      throw fault("/product", "value.unknown");
    }
    EmailAddress address = new EmailAddress(draft.address());
    for (MailSender other : rows.all()) {
      if (!other.id().equals(but) && other.product().equals(draft.product())) {
        throw fault("/product", "sender.product.taken");
      }
      if (!other.id().equals(but)
          && new EmailAddress(other.address()).key().equals(address.key())) {
        throw fault("/address", "sender.address.taken");
      }
    }
    if (address.key().equals(settings.address().key())) {
      throw fault("/address", "sender.address.taken");
    }
    refusePersons("/address", draft.address());
    refusePersons("/bounces", draft.bounces());
  }

  /** What comes from an address of the desk's own is never a customer's or a colleague's word. */
  private void refusePersons(String pointer, String typed) {
    if (typed.isEmpty()) {
      return;
    }
    EmailAddress address = new EmailAddress(typed);
    boolean colleague =
        staff.onDuty().stream().anyMatch(each -> each.address().key().equals(address.key()));
    if (colleague || contacts.contactByAddress(address).isPresent()) {
      throw fault(pointer, "sender.address.persons");
    }
  }

  private static InvalidEntry fault(String pointer, String key) {
    return new InvalidEntry(List.of(new Fault(pointer, key)));
  }

  private static void look(Scope by) {
    if (!by.audits()) {
      throw new NotPermitted("look at senders");
    }
  }

  private static void guard(Scope by) {
    if (!(by instanceof Scope.Staff) || !by.administers()) {
      throw new NotPermitted("look after senders");
    }
  }
}
