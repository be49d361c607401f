package it.sportello.notifications;

import it.sportello.contacts.Claims;
import it.sportello.contacts.Contact;
import it.sportello.contacts.ContactEvent;
import it.sportello.contacts.Contacts;
import it.sportello.contacts.ListChanges;
import it.sportello.ticketing.PersonalData;
import it.sportello.ticketing.TicketId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Takes a person who is to be forgotten out of the mails: their own raw mails go, and every mail of
 * the desk that was written to them or about their tickets loses its words. That a mail was sent,
 * and when, stays.
 */
@ApplicationScoped
@Transactional(TxType.MANDATORY)
class ForgottenMails {
  private static final String SENT =
      """
      update notifications.outgoing_mail m set rendered = null, subject = '', last_error = '',
        state = case when m.state in ('QUEUED', 'SENDING') and f.theirs then 'DROPPED' else m.state end,
        recipient = case when f.theirs then '' else m.recipient end
      from (
        select id, lower(recipient) = any(:keys) or kind = 'CONFIRM' and batch = any(:claims) theirs
        from notifications.outgoing_mail
        where lower(recipient) = any(:keys) or ticket = any(:tickets)
          or kind in ('LIST', 'OWNER') and batch = any(:changes) or kind = 'CONFIRM' and batch = any(:claims)) f
      where m.id = f.id
      """;

  /** Names of files are words too. */
  private static final String FILES =
      """
      delete from notifications.outgoing_file f
      using notifications.outgoing_mail m
      where m.id = f.mail and m.rendered is null
      """;

  /** The digest becomes one of nothing: two forgotten mails stay two, and the bytes go. */
  private static final String FORGET =
      """
      update notifications.incoming_mail set state = 'GONE', reason = '', detail = '', ticket = null,
        sha256 = encode(sha256(convert_to('forgotten ' || id, 'UTF8')), 'hex'),
        message_id = '', from_address = '', subject = '', twin = null
      where sha256 in (
        select sha256 from notifications.incoming_mail
        where lower(from_address) = any(:keys) and state <> 'GONE')
      """;

  @PersistenceContext(unitName = "sportello")
  EntityManager em;

  @Inject Contacts contacts;
  @Inject Claims claims;
  @Inject ListChanges changes;
  @Inject PersonalData people;

  void on(@Observes ContactEvent.ContactErased e) {
    contacts.contact(e.contact()).ifPresent(this::forget);
  }

  private void forget(Contact person) {
    String[] keys =
        person.addresses().stream()
            .flatMap(a -> Stream.of(a.key(), a.value().toLowerCase(Locale.ROOT)))
            .distinct()
            .toArray(String[]::new);
    Map<String, Object> values = new HashMap<>();
    values.put("keys", keys);
    values.put(
        "tickets",
        people.ticketsOf(person.id()).stream().map(TicketId::value).toArray(Long[]::new));
    values.put("claims", claims.about(person.id()).toArray(Long[]::new));
    values.put("changes", changes.about(person.id()).toArray(Long[]::new));
    Sql.run(em, SENT, values);
    Sql.run(em, FILES, Map.of());
    Sql.run(em, FORGET, Map.of("keys", keys));
  }
}
