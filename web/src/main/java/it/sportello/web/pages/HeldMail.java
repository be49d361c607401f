package it.sportello.web.pages;

import it.sportello.notifications.Quarantine;
import it.sportello.notifications.proof.Trust;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A mail that waits, in words.
 *
 * @param text what it says; only of the one that is open
 */
public record HeldMail(
    long id,
    String from,
    String subject,
    String reason,
    String why,
    String next,
    String when,
    String instant,
    boolean open,
    String href,
    String source,
    String tick,
    String trust,
    String tone,
    List<TicketSheet.Pair> facts,
    String text) {
  /**
   * @param opening where the page opens it, but for its number
   */
  static HeldMail of(
      Quarantine.Entry mail,
      Optional<Quarantine.Detail> detail,
      boolean open,
      String opening,
      Page page) {
    Words words = page.words();
    String key = "reason." + mail.reason();
    return new HeldMail(
        mail.id(),
        mail.from().isEmpty() ? words.say("quarantine.no_sender") : mail.from(),
        mail.subject().isEmpty() ? words.say("quarantine.no_subject") : mail.subject(),
        words.say(key),
        words.say(key + ".why"),
        words.say(key + ".next"),
        page.when().brief(mail.received()),
        mail.received().toString(),
        open,
        opening + mail.id() + "#m" + mail.id(),
        "/mail?id=" + mail.id(),
        words.say("post.tick", mail.subject().isEmpty() ? mail.from() : mail.subject()),
        mail.trust() == Trust.UNCHECKED ? "" : words.say("post.trust." + mail.trust()),
        Provenance.tone(mail.trust()),
        detail.map(d -> facts(mail, d, page)).orElse(List.of()),
        detail.map(Quarantine.Detail::text).orElse(""));
  }

  private static List<TicketSheet.Pair> facts(
      Quarantine.Entry mail, Quarantine.Detail detail, Page page) {
    List<TicketSheet.Pair> facts = new ArrayList<>();
    if (!mail.detail().isEmpty()) {
      facts.add(pair(page, "quarantine.detail", mail.detail()));
    }
    facts.add(pair(page, "fact.received", page.when().full(mail.received())));
    detail
        .sent()
        .ifPresent(sent -> facts.add(pair(page, "quarantine.sent", page.when().full(sent))));
    facts.add(pair(page, "quarantine.size", Sizes.of(mail.size(), page.words())));
    if (!detail.attachmentNames().isEmpty()) {
      facts.add(pair(page, "quarantine.files", String.join(", ", detail.attachmentNames())));
    }
    if (!detail.messageId().isEmpty()) {
      facts.add(pair(page, "quarantine.message_id", detail.messageId()));
    }
    facts.add(pair(page, "quarantine.sha256", detail.sha256()));
    return facts;
  }

  private static TicketSheet.Pair pair(Page page, String key, String value) {
    return new TicketSheet.Pair(page.words().say(key), value);
  }
}
