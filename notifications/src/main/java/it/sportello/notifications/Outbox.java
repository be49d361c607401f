package it.sportello.notifications;

import it.sportello.contacts.AgentId;
import it.sportello.contacts.DeskClock;
import it.sportello.contacts.EmailAddress;
import it.sportello.contacts.Language;
import it.sportello.contacts.PlatformId;
import it.sportello.contacts.Recipient;
import it.sportello.contacts.Staff;
import it.sportello.entitlements.Promise;
import it.sportello.notifications.words.Kind;
import it.sportello.notifications.words.Letter;
import it.sportello.ticketing.Channel;
import it.sportello.ticketing.Deadline;
import it.sportello.ticketing.Envelope;
import it.sportello.ticketing.MessageId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Writes the rows of mails to be sent, in the running transaction: one statement a mail, which also
 * chooses the sender of those about a ticket: its platform's product's, else the desk. The row
 * keeps the very instants that were promised; words are looked up when it is rendered.
 */
@ApplicationScoped
class Outbox {
  /** Of what people did to a ticket; their replies are not counted and always go out. */
  static final int NOTICES_A_DAY = 10;

  private static final String ABOUT_A_TICKET =
      """
      with brand as (
        select s.id, s.name, s.address, split_part(s.address_key, '@', 2) as domain
        from notifications.platform_product p
        join notifications.sender s on s.product = p.product and s.standing = 'ACTIVE'
        where p.platform = :platform),
      named as (
        select '<' || :unique || '@' || coalesce((select domain from brand), :domain) || '>' as id),
      given as (
        insert into notifications.given_id (message_id, ticket, reply_token)
        values ((select id from named), :ticket, :token))
      insert into notifications.outgoing_mail
        (kind, ticket, platform, message, agent, recipient, language, subject, happened_at, zone,
         take_in_charge_by, answer_by, resolve_by, message_id, reply_token, sender, from_name,
         from_address, to_mail, state)
      values
        (:kind, :ticket, :platform, nullif(:message, 0), nullif(:agent, 0), :recipient, :language,
         :subject, :at, :zone, nullif(cast(:takeBy as timestamptz), cast(:never as timestamptz)),
         nullif(cast(:answerBy as timestamptz), cast(:never as timestamptz)),
         nullif(cast(:resolveBy as timestamptz), cast(:never as timestamptz)),
         (select id from named), :token, (select id from brand),
         coalesce((select name from brand), ''), coalesce((select address from brand), ''), :toMail,
         case when :kind in ('TAKEN_IN_CHARGE', 'RESOLVED') and (
             select count(*) from notifications.outgoing_mail told
             where told.ticket = :ticket and told.kind in ('TAKEN_IN_CHARGE', 'RESOLVED')
               and told.state <> 'WITHHELD' and told.created_at > now() - interval '24 hours')
               >= :notices
           then 'WITHHELD'
           when :kind = 'REOPENED' and exists (
             select from notifications.outgoing_mail told
             where told.ticket = :ticket and (told.to_mail or told.kind = 'REOPENED')
               and told.state <> 'WITHHELD' and told.created_at > now() - interval '24 hours')
           then 'WITHHELD' else 'QUEUED' end)
      """;

  private static final String SIGN_IN =
      """
      insert into notifications.outgoing_mail
        (kind, recipient, language, happened_at, message_id)
      values ('SIGN_IN', :recipient, :language, :at, :messageId)
      """;

  private static final String TRIAL =
      """
      insert into notifications.outgoing_mail
        (kind, trial, recipient, language, happened_at, message_id, rendered, sender, from_name,
         from_address)
      values (:kind, true, :recipient, :language, :at, :messageId, :rendered, nullif(:sender, 0),
        :fromName, :fromAddress)
      """;

  private static final String DUTY =
      """
      insert into notifications.outgoing_mail
        (kind, batch, recipient, language, happened_at, message_id)
      values ('DUTY', :batch, :recipient, :language, :at, :messageId)
      """;

  private static final String MEMBER =
      """
      insert into notifications.outgoing_mail
        (kind, batch, recipient, language, happened_at, message_id)
      values (:kind, :batch, :recipient, :language, :at, :messageId)
      """;

  private static final String REGISTRY =
      """
      insert into notifications.outgoing_mail
        (kind, batch, platform, recipient, language, happened_at, message_id)
      values (:kind, :batch, :platform, :recipient, :language, :at, :messageId)
      """;

  private static final Promise NOTHING_PROMISED =
      new Promise(Deadline.NEVER, Deadline.NEVER, Deadline.NEVER);

  @PersistenceContext(unitName = "sportello")
  EntityManager em;

  @Inject MailSettings settings;
  @Inject DeskClock clock;

  void received(Envelope ticket, Promise promise, ZoneId zone, Instant at) {
    Map<String, Object> row = row(Kind.RECEIVED, ticket, promise, at);
    // An answer to a mail that proves no sender repeats nothing of it (RFC 3834 section 3.1.6).
    boolean toMail = ticket.channel() == Channel.EMAIL;
    row.put("subject", toMail ? "" : ticket.subject());
    row.put("toMail", toMail);
    row.put("zone", zone.getId());
    Sql.run(em, ABOUT_A_TICKET, row);
  }

  void act(Kind kind, Envelope ticket, AgentId by, Instant at) {
    Map<String, Object> row = row(kind, ticket, NOTHING_PROMISED, at);
    row.put("agent", by.value());
    Sql.run(em, ABOUT_A_TICKET, row);
  }

  /**
   * @param kind a reply or a question
   */
  void reply(Kind kind, Envelope ticket, MessageId message, AgentId by, Instant at) {
    Map<String, Object> row = row(kind, ticket, NOTHING_PROMISED, at);
    row.put("agent", by.value());
    row.put("message", message.value());
    Sql.run(em, ABOUT_A_TICKET, row);
  }

  /** Nothing goes out where the ticket's people had an automatic answer in the last 24 hours. */
  void reopened(Envelope ticket, Instant at) {
    Sql.run(em, ABOUT_A_TICKET, row(Kind.REOPENED, ticket, NOTHING_PROMISED, at));
  }

  /** A letter that is made already, to whoever tries its words out. */
  void trial(Kind kind, Language language, EmailAddress to, Letter letter) {
    trial(kind, language, to, letter, Optional.empty());
  }

  /** As {@link #trial(Kind, Language, EmailAddress, Letter)}, the way a sender's mails go out. */
  void trial(Kind kind, Language language, EmailAddress to, Letter letter, Optional<Brand> brand) {
    Instant now = clock.now();
    EmailAddress from = brand.map(Brand::address).orElseGet(settings::address);
    String id = "<" + UUID.randomUUID() + "@" + from.domain() + ">";
    Letterhead head =
        new Letterhead(
            brand.map(Brand::name).orElseGet(settings::name),
            from,
            to,
            Optional.empty(),
            id,
            List.of(),
            Kind.DUTY,
            now.atOffset(ZoneOffset.UTC));
    Map<String, Object> row = new HashMap<>();
    row.put("kind", kind.name());
    row.put("recipient", to.value());
    row.put("language", language.name());
    row.put("at", now);
    row.put("messageId", id);
    row.put("rendered", LetterPress.print(head, letter));
    row.put("sender", brand.map(each -> each.sender().value()).orElse(0L));
    row.put("fromName", brand.map(Brand::name).orElse(""));
    row.put("fromAddress", brand.map(each -> each.address().value()).orElse(""));
    Sql.run(em, TRIAL, row);
  }

  /** Whether the address is anybody's is found out when the mail is made, not now. */
  void signIn(EmailAddress address, Language language, Instant at) {
    Map<String, Object> row = new HashMap<>();
    row.put("recipient", address.value());
    row.put("language", language.name());
    row.put("at", at);
    row.put("messageId", newMessageId());
    Sql.run(em, SIGN_IN, row);
  }

  /** To one of the people on duty; what it tells is looked up when the mail is made. */
  void duty(Staff.OnDuty person, long batch, Instant at) {
    Map<String, Object> row = new HashMap<>();
    row.put("batch", batch);
    row.put("recipient", person.address().value());
    row.put("language", person.language().name());
    row.put("at", at);
    row.put("messageId", newMessageId());
    Sql.run(em, DUTY, row);
  }

  /**
   * About the registry; what it tells is looked up when the mail is made.
   *
   * @param about the claim, or the change of the list
   */
  void registry(Kind kind, long about, PlatformId platform, Recipient to, Instant at) {
    Map<String, Object> row = new HashMap<>();
    row.put("kind", kind.name());
    row.put("batch", about);
    row.put("platform", platform.value());
    row.put("recipient", to.address().value());
    row.put("language", to.language().name());
    row.put("at", at);
    row.put("messageId", newMessageId());
    Sql.run(em, REGISTRY, row);
  }

  /** To a member of the staff about themselves. */
  void member(Kind kind, AgentId member, Recipient to, Instant at) {
    Map<String, Object> row = new HashMap<>();
    row.put("kind", kind.name());
    row.put("batch", member.value());
    row.put("recipient", to.address().value());
    row.put("language", to.language().name());
    row.put("at", at);
    row.put("messageId", newMessageId());
    Sql.run(em, MEMBER, row);
  }

  private Map<String, Object> row(Kind kind, Envelope ticket, Promise promise, Instant at) {
    Map<String, Object> row = new HashMap<>();
    row.put("kind", kind.name());
    row.put("ticket", ticket.ticket().value());
    row.put("platform", ticket.platform().value());
    row.put("message", 0L);
    row.put("agent", 0L);
    row.put("recipient", ticket.answerTo().value());
    row.put("language", ticket.language().name());
    row.put("subject", ticket.subject());
    row.put("at", at);
    row.put("zone", "");
    row.put("takeBy", promise.takeInChargeBy().at());
    row.put("answerBy", promise.answerBy().at());
    row.put("resolveBy", promise.resolveBy().at());
    row.put("never", Deadline.NEVER.at());
    row.put("unique", UUID.randomUUID().toString());
    row.put("domain", settings.address().domain());
    row.put("token", ReplyAddress.newToken());
    row.put("notices", NOTICES_A_DAY);
    row.put("toMail", false);
    return row;
  }

  /**
   * RFC 5322 section 3.6.4; the right-hand side is the domain that the mail is from, the desk's own
   * here, so nobody else can give it out.
   */
  private String newMessageId() {
    return "<" + UUID.randomUUID() + "@" + settings.address().domain() + ">";
  }
}
