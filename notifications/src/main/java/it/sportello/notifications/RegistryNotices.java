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
import java.util.stream.Collectors;

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

  /** Which address was added is not told: whoever reads the old one may have lost it. */
  Optional<Notice> owner(ClaimedMail mail, Function<String, Notice> plain) {
    return changes
        .told(mail.batch().orElseThrow())
        .map(
            told ->
                plain
                    .apply(settings.url() + "/contact-us")
                    .about(told.platform(), told.by(), toOwner(told.what(), mail.language())));
  }

  private static String toOwner(ListChanges.What what, Language language) {
    boolean italian = language == Language.IT;
    return switch (what) {
      case REMOVED ->
          italian
              ? "Il contatto è stato tolto dall’elenco: da questo indirizzo non si scrive più all’assistenza per questa piattaforma."
              : "The contact was taken off the list: mail from this address no longer reaches support for this platform.";
      case CONFIRMED ->
          italian
              ? "Alla registrazione si è aggiunto un altro indirizzo, confermato da chi lo usa."
              : "Another address, confirmed by whoever uses it, now belongs to this registration.";
      case ASKED, CHANGED, WITHDRAWN ->
          italian
              ? "Questo indirizzo è stato tolto dalla registrazione: le email spedite da qui non aprono più segnalazioni."
              : "This address was taken off the registration: mail from it no longer opens requests.";
    };
  }

  private static String sentence(ListChanges.Told told, Language language) {
    String what =
        language == Language.IT
            ? switch (told.what()) {
              case ASKED -> "Aggiunto, in attesa di conferma dal titolare dell’indirizzo";
              case CONFIRMED -> "Indirizzo confermato";
              case CHANGED -> "Modificato" + parts(told, RegistryNotices::inItalian);
              case REMOVED -> "Tolto dall’elenco";
              case WITHDRAWN -> "Ritirata una richiesta di conferma";
            }
            : switch (told.what()) {
              case ASKED -> "Added, waiting for the owner of the address to confirm";
              case CONFIRMED -> "Address confirmed";
              case CHANGED -> "Changed" + parts(told, RegistryNotices::inEnglish);
              case REMOVED -> "Removed from the list";
              case WITHDRAWN -> "A request to confirm was withdrawn";
            };
    return told.about().isEmpty() ? what + "." : what + ": " + told.about() + ".";
  }

  private static String parts(ListChanges.Told told, Function<ListChanges.Part, String> word) {
    return told.parts().isEmpty()
        ? ""
        : told.parts().stream().map(word).collect(Collectors.joining(", ", " (", ")"));
  }

  private static String inItalian(ListChanges.Part part) {
    return switch (part) {
      case NAME -> "nome";
      case LANGUAGE -> "lingua";
      case KINDS -> "ruoli";
      case ADDRESSES -> "indirizzi";
      case PHONES -> "telefoni";
    };
  }

  private static String inEnglish(ListChanges.Part part) {
    return switch (part) {
      case NAME -> "name";
      case LANGUAGE -> "language";
      case KINDS -> "roles";
      case ADDRESSES -> "addresses";
      case PHONES -> "phones";
    };
  }
}
