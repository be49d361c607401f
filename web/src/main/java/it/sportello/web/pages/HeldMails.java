package it.sportello.web.pages;

import it.sportello.contacts.Audit;
import it.sportello.notifications.Intake;
import it.sportello.notifications.Quarantine;
import it.sportello.web.security.CurrentCaller;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The mails that wait for a person, with the reason in words. */
@Named("quarantine")
@RequestScoped
public class HeldMails {
  private static final int ROWS = 50;

  @Inject Page page;
  @Inject Params params;
  @Inject CurrentCaller who;
  @Inject Quarantine held;
  @Inject Audit audit;

  private final List<String> trouble = new ArrayList<>();
  private List<Entry> entries = List.of();
  private String older = "";

  /**
   * A mail that waits.
   *
   * @param text what it says; only of the one that is open
   */
  public record Entry(
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
      List<TicketSheet.Pair> facts,
      String text) {}

  /** Reads the mail again, after a sender was registered. */
  public void again() {
    long id = params.number("id").orElse(0L);
    audit.record(who.caller(), "quarantine.read", "mail:" + id);
    Optional<Intake> outcome = held.readAgain(who.scope(), id);
    if (outcome.isPresent() && outcome.get().ticket().isPresent()) {
      Turn.done("/quarantine", "released", outcome.get().ticket().get().value());
      return;
    }
    trouble.add(page.words().say("quarantine.still"));
  }

  public void load() {
    List<Quarantine.Entry> found =
        held.page(who.scope(), params.number("before").orElse(Long.MAX_VALUE), ROWS + 1);
    long open = params.number("open").orElse(-1L);
    entries = found.stream().limit(ROWS).map(entry -> entry(entry, entry.id() == open)).toList();
    older = found.size() > ROWS ? "/quarantine?before=" + entries.get(entries.size() - 1).id() : "";
  }

  private Entry entry(Quarantine.Entry mail, boolean open) {
    Words words = page.words();
    Optional<Quarantine.Detail> detail =
        open ? held.detail(who.scope(), mail.id()) : Optional.empty();
    String key = "reason." + mail.reason();
    return new Entry(
        mail.id(),
        mail.from().isEmpty() ? words.say("quarantine.no_sender") : mail.from(),
        mail.subject().isEmpty() ? words.say("quarantine.no_subject") : mail.subject(),
        words.say(key),
        words.say(key + ".why"),
        words.say(key + ".next"),
        page.when().brief(mail.received()),
        mail.received().toString(),
        open,
        "/quarantine?open=" + mail.id() + "#m" + mail.id(),
        detail.map(d -> facts(mail, d)).orElse(List.of()),
        detail.map(Quarantine.Detail::text).orElse(""));
  }

  private List<TicketSheet.Pair> facts(Quarantine.Entry mail, Quarantine.Detail detail) {
    List<TicketSheet.Pair> facts = new ArrayList<>();
    if (!mail.detail().isEmpty()) {
      facts.add(pair("quarantine.detail", mail.detail()));
    }
    facts.add(pair("fact.received", page.when().full(mail.received())));
    detail.sent().ifPresent(sent -> facts.add(pair("quarantine.sent", page.when().full(sent))));
    facts.add(pair("quarantine.size", Sizes.of(mail.size(), page.words())));
    if (!detail.attachmentNames().isEmpty()) {
      facts.add(pair("quarantine.files", String.join(", ", detail.attachmentNames())));
    }
    if (!detail.messageId().isEmpty()) {
      facts.add(pair("quarantine.message_id", detail.messageId()));
    }
    facts.add(pair("quarantine.sha256", detail.sha256()));
    return facts;
  }

  private TicketSheet.Pair pair(String key, String value) {
    return new TicketSheet.Pair(page.words().say(key), value);
  }

  public List<Entry> getEntries() {
    return entries;
  }

  public String getOlder() {
    return older;
  }

  public List<String> getTrouble() {
    return trouble;
  }
}
