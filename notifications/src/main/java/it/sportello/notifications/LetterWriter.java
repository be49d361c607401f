package it.sportello.notifications;

import com.samskivert.mustache.MustacheException;
import it.sportello.notifications.Templates.Subject;
import it.sportello.notifications.Templates.Version;
import it.sportello.notifications.words.Letter;
import it.sportello.notifications.words.Letters;
import it.sportello.notifications.words.Notice;
import it.sportello.notifications.words.Wording;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.Map;
import java.util.Optional;

/**
 * Writes letters in the administrators' words, and in the shipped ones where these fail: words that
 * cannot be written never keep a mail from going out.
 */
@ApplicationScoped
@Transactional(TxType.MANDATORY)
class LetterWriter {
  @Inject TemplateRows rows;

  private final Letters letters = new Letters();

  /** The words in force, for all mails of a batch. */
  Map<Subject, Version> words() {
    return rows.inForce();
  }

  Letter write(Notice notice, Map<Subject, Version> words) {
    Optional<Version> own =
        Optional.ofNullable(words.get(new Subject(notice.kind(), notice.language())));
    return own.flatMap(version -> version.wording().flatMap(w -> written(notice, version, w)))
        .orElseGet(() -> letters.write(notice));
  }

  private Optional<Letter> written(Notice notice, Version version, Wording wording) {
    try {
      Letter letter = letters.write(notice, wording);
      if (!letter.subject().isEmpty()) {
        return Optional.of(letter);
      }
      rows.breaks(version.id(), "The subject is empty");
    } catch (MustacheException e) {
      rows.breaks(version.id(), String.valueOf(e.getMessage()));
    }
    return Optional.empty();
  }
}
