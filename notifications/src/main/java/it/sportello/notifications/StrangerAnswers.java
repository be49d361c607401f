package it.sportello.notifications;

import it.sportello.contacts.Audit;
import it.sportello.contacts.DeskClock;
import it.sportello.contacts.EmailAddress;
import it.sportello.contacts.Language;
import it.sportello.contacts.NotPermitted;
import it.sportello.contacts.Scope;
import it.sportello.notifications.proof.Proof;
import it.sportello.notifications.proof.Trust;
import it.sportello.notifications.reading.Nature;
import it.sportello.notifications.reading.ReadMail;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Tells somebody who is not registered how to be, if an administrator wants it: at most once in 24
 * hours and address, without a word of the mail, and only to whom it proves to come from. A
 * program, a list, a bounce, an address that nobody reads, and a mail that named us nowhere get
 * nothing (RFC 3834 section 2).
 */
@ApplicationScoped
@Transactional
public class StrangerAnswers {
  private static final Duration FRESH = Duration.ofHours(24);
  private static final Pattern NOBODY =
      Pattern.compile(
          "(?i)(no-?reply|do-?not-?reply|noresponse|bounces?|mailer-daemon|mail-daemon|postmaster"
              + "|daemon|root|owner-[^@]*|[^@]*-(request|owner|bounces?))([+._-][^@]*)?@.*");

  private static final String TELL =
      """
      insert into notifications.outgoing_mail
        (kind, recipient, language, happened_at, message_id, to_mail, sender, from_name,
         from_address)
      select 'UNKNOWN_SENDER', :recipient, :language, :at,
        '<' || :unique || '@' || coalesce(b.domain, :domain) || '>', true, b.id,
        coalesce(b.name, ''), coalesce(b.address, '')
      from notifications.stranger_answers s
      left join lateral (
        select n.id, n.name, n.address, split_part(n.address_key, '@', 2) as domain
        from notifications.sender n
        where n.standing = 'ACTIVE' and n.address_key in (:to) and not :desks
        order by n.id limit 1) b on true
      where s.enabled
        and not exists (
          select from notifications.outgoing_mail told
          where lower(told.recipient) = :address and told.to_mail and told.state <> 'WITHHELD'
            and told.created_at > now() - interval '24 hours')
        and not exists (
          select from notifications.bad_address b where b.address_key = :address)
      """;

  @PersistenceContext(unitName = "sportello")
  EntityManager em;

  @Inject MailSettings settings;
  @Inject OwnAddresses own;
  @Inject DeskClock clock;
  @Inject Audit audit;

  public boolean isOn() {
    return Sql.row(em, "select 1 from notifications.stranger_answers where enabled", Map.of())
        .isPresent();
  }

  /**
   * @throws NotPermitted unless the caller administers
   */
  public void switchOn(Scope by) {
    turn(by, true, "mail.strangers_on");
  }

  public void switchOff(Scope by) {
    turn(by, false, "mail.strangers_off");
  }

  private void turn(Scope by, boolean on, String act) {
    if (!by.administers()) {
      throw new NotPermitted("answer strangers");
    }
    int changed =
        Sql.run(
            em,
            "update notifications.stranger_answers set enabled = :on where enabled <> :on",
            Map.of("on", on));
    if (changed == 1) {
      audit.record(by, act, "mail");
    }
  }

  /**
   * In the transaction that holds the mail of somebody unknown for the first time; those of one
   * address come one at a time, see {@link IncomingMails#lock}.
   */
  void held(ReadMail mail, Proof proof, Instant received) {
    if (!mayBeAnswered(mail, proof, received)) {
      return;
    }
    EmailAddress to = mail.from().orElseThrow();
    Map<String, Object> row = new HashMap<>();
    row.put("recipient", to.value());
    row.put("address", to.key());
    row.put("language", (to.domain().endsWith(".it") ? Language.IT : Language.EN).name());
    row.put("at", clock.now());
    row.put("unique", UUID.randomUUID().toString());
    row.put("domain", settings.address().domain());
    row.put("to", mail.addressedTo());
    row.put(
        "desks",
        mail.addressedTo().stream()
            .anyMatch(address -> address.equalsIgnoreCase(settings.address().value())));
    Sql.run(em, TELL, row);
  }

  private boolean mayBeAnswered(ReadMail mail, Proof proof, Instant received) {
    return proof.trust() == Trust.PROVEN
        && mail.nature() == Nature.PERSON
        && received.isAfter(clock.now().minus(FRESH))
        && !NOBODY.matcher(mail.from().orElseThrow().value()).matches()
        && mail.addressedTo().stream().anyMatch(own::isWritten);
  }
}
