package it.sportello.notifications;

import it.sportello.contacts.Contact;
import it.sportello.contacts.DataRow;
import it.sportello.contacts.EmailAddress;
import it.sportello.contacts.Scope;
import it.sportello.ticketing.NotAllowed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** The mails that a person has written to the desk, and those that it has written to them. */
@ApplicationScoped
@Transactional
public class PersonalMails {
  /**
   * A sign-in link is a key, not a letter: it is left out; and so is what those who keep a list
   * were told of other people.
   */
  private static final String THEIRS =
      """
      select id, sha256, cast(null as bytea) rendered from notifications.incoming_mail
      where lower(from_address) = any(:keys) and state <> 'GONE' and sha256 <> ''
      union all
      select id, '', rendered from notifications.outgoing_mail
      where lower(recipient) = any(:keys) and rendered is not null
        and kind not in ('SIGN_IN', 'CONFIRM', 'LIST', 'MEMBER_CONFIRM')
      order by 2, 1
      """;

  @PersistenceContext(unitName = "sportello")
  EntityManager em;

  /**
   * @param sha256 of a mail that was received; empty for one that was sent
   * @param bytes of a mail that was sent; empty for one that was received
   */
  public record Mail(long id, String sha256, byte[] bytes) {}

  /**
   * @throws NotAllowed unless the caller administers
   */
  public List<Mail> of(Scope by, Contact person) {
    if (!by.administers()) {
      throw new NotAllowed("export");
    }
    String[] keys =
        person.addresses().stream()
            .flatMap(PersonalMails::written)
            .distinct()
            .toArray(String[]::new);
    return Sql.rows(em, THEIRS, Map.of("keys", keys)).stream().map(PersonalMails::mail).toList();
  }

  private static Stream<String> written(EmailAddress address) {
    return Stream.of(address.key(), address.value().toLowerCase(Locale.ROOT));
  }

  private static Mail mail(DataRow row) {
    return new Mail(Sql.number(row, "id"), Sql.text(row, "sha256"), Sql.bytes(row, "rendered"));
  }
}
