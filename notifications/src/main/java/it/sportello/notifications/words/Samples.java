package it.sportello.notifications.words;

import it.sportello.contacts.Language;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Made-up notices, to show what words become. */
public final class Samples {
  private static final Set<Kind> ABOUT_A_PLATFORM = Set.of(Kind.CONFIRM, Kind.LIST, Kind.OWNER);

  private static final ZoneId ROME = ZoneId.of("Europe/Rome");
  private static final Instant AT = Instant.parse("2026-11-23T09:00:00Z");
  private static final String LINK = "https://desk.example/my/ticket?n=10042";

  private Samples() {}

  /** With every fact that this kind can have. */
  public static Notice full(Kind kind, Language language) {
    return notice(kind, language, "Sportello", LINK, Optional.of(AT.plus(Duration.ofHours(25))));
  }

  /** The same as a mail of this desk. */
  public static Notice full(Kind kind, Language language, String desk, String url) {
    return notice(
        kind,
        language,
        desk,
        url + (kind.isAboutATicket() ? "/my/ticket?n=10042" : "/"),
        Optional.of(AT.plus(Duration.ofHours(25))));
  }

  /** With no fact that may be missing. */
  static Notice bare(Kind kind, Language language) {
    Notice full = notice(kind, language, "Sportello", LINK, Optional.empty());
    return ABOUT_A_PLATFORM.contains(kind) ? full : full.about("", full.agent(), "");
  }

  private static Notice notice(
      Kind kind, Language language, String desk, String link, Optional<Instant> takeBy) {
    boolean italian = language == Language.IT;
    boolean registry = ABOUT_A_PLATFORM.contains(kind);
    String subject =
        registry
            ? "Pasticceria Aurora"
            : italian ? "La newsletter non parte" : "The newsletter does not leave";
    Notice plain =
        new Notice(
            kind,
            language,
            desk,
            link,
            kind.isAboutATicket() ? "10042" : "",
            subject,
            registry ? "Ada Neri" : "Anna Conti",
            body(kind, italian),
            AT,
            takeBy,
            takeBy.map(at -> at.plus(Duration.ofDays(1))),
            takeBy.map(at -> at.plus(Duration.ofDays(3))),
            ROME,
            ROME);
    return kind == Kind.DUTY ? plain.with(lines(link, italian)) : plain;
  }

  private static String body(Kind kind, boolean italian) {
    return switch (kind) {
      case REPLY ->
          italian
              ? "Buongiorno,\n\nl’invio si era fermato sul controllo della lista: adesso parte."
              : "Good morning,\n\nthe sending had stopped at the check of the list: it leaves now.";
      case ASKED ->
          italian
              ? "Buongiorno,\n\nqual è il nome della lista da cui parte l’invio?"
              : "Good morning,\n\nwhat is the name of the list that the newsletter goes to?";
      case LIST -> italian ? "Indirizzo confermato: Bea Rossi." : "Address confirmed: Bea Rossi.";
      case OWNER ->
          italian
              ? "Questo indirizzo è stato tolto dalla registrazione."
              : "This address was taken off the registration.";
      default -> "";
    };
  }

  private static List<Notice.Line> lines(String link, boolean italian) {
    String level = italian ? "Prioritario" : "Priority";
    return List.of(
        line("10042", link, level, Notice.Mark.MISSED, AT.minus(Duration.ofMinutes(10))),
        line("10043", link, level, Notice.Mark.NEAR, AT.plus(Duration.ofMinutes(30))));
  }

  private static Notice.Line line(
      String number, String link, String level, Notice.Mark mark, Instant due) {
    return new Notice.Line(number, link, "Pasticceria Aurora", level, "ANSWER", mark, due, ROME);
  }
}
