package it.sportello.notifications;

import it.sportello.contacts.AgentId;
import it.sportello.contacts.ContactEvent;
import it.sportello.contacts.EmailAddress;
import it.sportello.contacts.OwnAddress;
import it.sportello.contacts.Recipient;
import it.sportello.notifications.words.Kind;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.Optional;

/** Mails about the address of a member of the staff, in the fact's transaction. */
@ApplicationScoped
@Transactional(TxType.MANDATORY)
class MemberMails {
  @Inject Outbox outbox;
  @Inject MailSettings settings;
  @Inject OwnAddress addresses;

  void on(@Observes ContactEvent.MemberAsked e) {
    addresses
        .recipient(e.member())
        .ifPresent(to -> outbox.member(Kind.MEMBER_CONFIRM, e.member(), to, e.at()));
  }

  void on(@Observes ContactEvent.MemberMoved e) {
    Recipient to = new Recipient(new EmailAddress(e.old()), e.language());
    outbox.member(Kind.MEMBER_MOVED, e.member(), to, e.at());
  }

  /** Where the button of such a mail leads; empty when there is nothing to ask any more. */
  Optional<String> link(ClaimedMail mail) {
    if (mail.kind() == Kind.MEMBER_MOVED) {
      return Optional.of(settings.url() + "/account");
    }
    return addresses
        .issue(new AgentId(mail.batch().orElseThrow()), mail.recipient())
        .map(secret -> settings.url() + "/confirm?t=" + secret);
  }
}
