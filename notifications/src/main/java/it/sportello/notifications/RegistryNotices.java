package it.sportello.notifications;

import it.sportello.contacts.Claims;
import it.sportello.contacts.Language;
import it.sportello.contacts.ListChanges;
import it.sportello.notifications.words.Notice;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.Optional;
import java.util.function.Function;

/** What mails about the registry tell; empty when there is nothing to tell any more. */
@ApplicationScoped
@Transactional
class RegistryNotices {
  @Inject MailSettings settings;
  @Inject Claims claims;
  @Inject ListChanges changes;

  /** The link is made when the mail is. */
  Optional<Notice> question(ClaimedMail mail, Function<String, Notice> plain) {
    return claims
        .issue(mail.batch().orElseThrow())
        .map(
            issued ->
                plain
                    .apply(settings.url() + "/confirm?t=" + issued.secret())
                    .about(issued.platform(), "", ""));
  }

  Optional<Notice> change(ClaimedMail mail, Function<String, Notice> plain) {
    return changes
        .told(mail.batch().orElseThrow())
        .map(
            told ->
                plain
                    .apply(settings.url() + "/my/contacts")
                    .about(told.platform(), told.by(), sentence(told, mail.language())));
  }

  private static String sentence(ListChanges.Told told, Language language) {
    String what =
        language == Language.IT
            ? switch (told.what()) {
              case ASKED -> "Aggiunto, in attesa di conferma dal titolare dell’indirizzo";
              case CONFIRMED -> "Indirizzo confermato";
              case CHANGED -> "Modificato";
              case REMOVED -> "Tolto dall’elenco";
              case WITHDRAWN -> "Ritirata una richiesta di conferma";
            }
            : switch (told.what()) {
              case ASKED -> "Added, waiting for the owner of the address to confirm";
              case CONFIRMED -> "Address confirmed";
              case CHANGED -> "Changed";
              case REMOVED -> "Removed from the list";
              case WITHDRAWN -> "A request to confirm was withdrawn";
            };
    return told.about().isEmpty() ? what + "." : what + ": " + told.about() + ".";
  }
}
