package it.sportello.web.pages;

import it.sportello.contacts.Audit;
import it.sportello.contacts.Contacts;
import it.sportello.contacts.InvalidValue;
import it.sportello.contacts.Platform;
import it.sportello.contacts.PlatformCode;
import it.sportello.notifications.Intake;
import it.sportello.notifications.Quarantine;
import it.sportello.notifications.Reason;
import it.sportello.notifications.proof.Trust;
import it.sportello.ticketing.TicketId;
import it.sportello.ticketing.TicketNotFound;
import it.sportello.web.security.CurrentCaller;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongFunction;

/** The mails that wait for a person, with the reason in words. */
@Named("quarantine")
@RequestScoped
public class HeldMails {
  private static final int ROWS = 50;
  private static final int UNPROCESSABLE = 422;

  @Inject Page page;
  @Inject Params params;
  @Inject CurrentCaller who;
  @Inject Quarantine held;
  @Inject Audit audit;
  @Inject Contacts contacts;

  private final List<String> trouble = new ArrayList<>();
  private List<Entry> entries = List.of();
  private List<Filter> filters = List.of();
  private String older = "";

  /** One reason, to see its mails alone. */
  public record Filter(String href, String name, int count, boolean current) {}

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
      String source,
      String tick,
      String trust,
      String tone,
      List<TicketSheet.Pair> facts,
      String text) {}

  /** Reads the mail again, after a sender was registered. */
  public void again() {
    long id = params.number("id").orElse(0L);
    audit.record(who.caller(), "quarantine.read", "mail:" + id);
    landed(held.readAgain(who.scope(), id), "quarantine.still");
  }

  /** Opens a ticket for the platform whose code was typed. */
  public void release() {
    Optional<Platform> platform = platform(params.text("code"));
    if (platform.isEmpty()) {
      trouble.add(page.words().say("post.no_platform", params.text("code")));
      Turn.status(UNPROCESSABLE);
      return;
    }
    place(id -> held.releaseFor(who.scope(), id, platform.get().id()));
  }

  /** Adds the mail to the ticket whose number was typed. */
  public void into() {
    Optional<Long> number = params.number("ticket");
    if (number.isEmpty()) {
      trouble.add(page.words().say("post.no_ticket", params.text("ticket")));
      Turn.status(UNPROCESSABLE);
      return;
    }
    place(id -> held.releaseInto(who.scope(), id, new TicketId(number.get())));
  }

  /** Of one or of all that are ticked. */
  public void discard() {
    List<Long> ids = params.numbers("id");
    if (ids.isEmpty()) {
      trouble.add(page.words().say("post.none_ticked"));
      return;
    }
    Turn.done(here(), "post_discarded", held.discard(who.scope(), ids));
  }

  /** Of all that are ticked; those that stay are still there to be seen. */
  public void readAll() {
    List<Long> ids = params.numbers("id");
    if (ids.isEmpty()) {
      trouble.add(page.words().say("post.none_ticked"));
      return;
    }
    long landed =
        ids.stream()
            .peek(id -> audit.record(who.caller(), "quarantine.read", "mail:" + id))
            .flatMap(id -> held.readAgain(who.scope(), id).stream())
            .filter(outcome -> outcome.ticket().isPresent())
            .count();
    Turn.done(here(), "post_read", landed);
  }

  private void place(LongFunction<Optional<Intake>> act) {
    try {
      landed(act.apply(params.number("id").orElse(0L)), "post.not_placed");
    } catch (TicketNotFound e) {
      trouble.add(page.words().say("post.no_ticket", params.text("ticket")));
      Turn.status(UNPROCESSABLE);
    } catch (InvalidValue e) {
      trouble.add(page.words().say("post.no_author"));
      Turn.status(UNPROCESSABLE);
    }
  }

  private void landed(Optional<Intake> outcome, String otherwise) {
    if (outcome.isPresent() && outcome.get().ticket().isPresent()) {
      Turn.done(here(), "released", outcome.get().ticket().get().value());
      return;
    }
    trouble.add(page.words().say(otherwise));
  }

  private Optional<Platform> platform(String code) {
    try {
      return contacts.platformByCode(new PlatformCode(code));
    } catch (InvalidValue e) {
      return Optional.empty();
    }
  }

  private String here() {
    return reason().map(reason -> "/quarantine?reason=" + reason).orElse("/quarantine");
  }

  private Optional<Reason> reason() {
    return params.choice(Reason.class, "reason");
  }

  public void load() {
    long before = params.number("before").orElse(Long.MAX_VALUE);
    List<Quarantine.Entry> found =
        reason()
            .map(reason -> held.page(who.scope(), reason, before, ROWS + 1))
            .orElseGet(() -> held.page(who.scope(), before, ROWS + 1));
    long open = params.number("open").orElse(-1L);
    entries = found.stream().limit(ROWS).map(entry -> entry(entry, entry.id() == open)).toList();
    String more = here() + (reason().isPresent() ? "&" : "?") + "before=";
    older = found.size() > ROWS ? more + entries.get(entries.size() - 1).id() : "";
    filters = filters(held.counts(who.scope()));
  }

  private List<Filter> filters(Map<Reason, Integer> counts) {
    List<Filter> all = new ArrayList<>();
    all.add(
        new Filter("/quarantine", page.words().say("post.all"), total(counts), reason().isEmpty()));
    counts.forEach(
        (reason, count) ->
            all.add(
                new Filter(
                    "/quarantine?reason=" + reason,
                    page.words().say("reason." + reason),
                    count,
                    reason().filter(reason::equals).isPresent())));
    return all;
  }

  private static int total(Map<Reason, Integer> counts) {
    return counts.values().stream().mapToInt(Integer::intValue).sum();
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
        reason().map(reason -> here() + "&open=").orElse("/quarantine?open=")
            + mail.id()
            + "#m"
            + mail.id(),
        "/mail?id=" + mail.id(),
        words.say("post.tick", mail.subject().isEmpty() ? mail.from() : mail.subject()),
        mail.trust() == Trust.UNCHECKED ? "" : words.say("post.trust." + mail.trust()),
        Provenance.tone(mail.trust()),
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

  public List<Filter> getFilters() {
    return filters;
  }

  /** What the forms go back to. */
  public String getReason() {
    return reason().map(Reason::name).orElse("");
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
