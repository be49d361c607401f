package it.sportello.notifications;

import it.sportello.notifications.reading.VisibleReply;
import it.sportello.notifications.words.Notice;
import it.sportello.ticketing.Content;
import it.sportello.ticketing.Replies;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What stands around an agent's words: signature, what is answered, and files to be fetched. */
@ApplicationScoped
@Transactional(TxType.MANDATORY)
class ReplyContext {
  /** Of what is answered no more is repeated. */
  static final int MOST_LINES = 40;

  static final int MOST_CHARACTERS = 3_000;

  private static final String MORE = "[…]";

  @Inject Signatures signatures;
  @Inject Replies replies;

  /**
   * @param linked the files that are too much for the mail
   */
  Notice.Reply around(ClaimedMail mail, List<Content> linked) {
    return new Notice.Reply(
        mail.agent().map(signatures::of).orElse(""),
        quote(mail),
        linked.stream().map(file -> new Notice.Linked(file.name(), file.size())).toList());
  }

  /** Of their own words alone: a colleague's are on the page of the ticket, not in their mails. */
  private Optional<Notice.Quote> quote(ClaimedMail mail) {
    return replies
        .answered(mail.message().orElseThrow(), mail.ticket().orElseThrow(), 4 * MOST_CHARACTERS)
        .filter(answered -> answered.by().equalsIgnoreCase(mail.recipient().value()))
        .map(
            answered ->
                new Notice.Quote(
                    answered.received(), cut(VisibleReply.of(answered.text()).visible())))
        .filter(quote -> !quote.text().isBlank());
  }

  private static String cut(String text) {
    String plain = text.strip();
    String lines = plain.lines().limit(MOST_LINES).collect(Collectors.joining("\n"));
    if (lines.length() > MOST_CHARACTERS) {
      int end =
          Character.isHighSurrogate(lines.charAt(MOST_CHARACTERS - 1))
              ? MOST_CHARACTERS - 1
              : MOST_CHARACTERS;
      return lines.substring(0, end).strip() + " " + MORE;
    }
    return plain.lines().count() > MOST_LINES ? lines + "\n" + MORE : lines;
  }
}
