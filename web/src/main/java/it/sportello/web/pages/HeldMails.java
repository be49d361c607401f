package it.sportello.web.pages;

import it.sportello.contacts.Audit;
import it.sportello.contacts.ContactKind;
import it.sportello.contacts.Contacts;
import it.sportello.contacts.EmailAddress;
import it.sportello.contacts.InvalidEntry;
import it.sportello.contacts.InvalidValue;
import it.sportello.contacts.Platform;
import it.sportello.contacts.PlatformCode;
import it.sportello.contacts.PlatformId;
import it.sportello.notifications.Intake;
import it.sportello.notifications.Newcomer;
import it.sportello.notifications.Quarantine;
import it.sportello.notifications.Reason;
import it.sportello.ticketing.TicketId;
import it.sportello.ticketing.TicketNotFound;
import it.sportello.web.problem.Problems;
import it.sportello.web.security.CurrentCaller;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
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
  private List<HeldMail> entries = List.of();
  private List<Filter> filters = List.of();
  private String older = "";

  /**
   * Some of the mails, to see them alone.
   *
   * @param count how many; empty where it is not told
   */
  public record Filter(String href, String name, String count, boolean current) {}

  /** Reads the mail again, after a sender was registered. */
  public void again() {
    long id = params.number("id").orElse(0L);
    audit.record(who.caller(), "quarantine.read", "mail:" + id);
    landed(held.readAgain(who.scope(), id), "quarantine.still");
  }

  /** Opens a ticket for the platform whose code was typed, and registers the sender if asked to. */
  public void release() {
    Optional<Platform> platform = typedPlatform();
    if (platform.isEmpty()) {
      return;
    }
    PlatformId there = platform.get().id();
    if (params.text("register").isEmpty()) {
      place(id -> held.releaseFor(who.scope(), id, there));
      return;
    }
    newcomer()
        .ifPresent(
            newcomer -> place(id -> held.releaseAndRegister(who.scope(), id, there, newcomer)));
  }

  /**
   * Opens a ticket for each that is ticked; those that cannot be one are still there to be seen.
   */
  public void releaseAll() {
    withTicked(
        ids ->
            typedPlatform()
                .ifPresent(
                    platform ->
                        Turn.done(
                            here(),
                            "post_read",
                            ids.stream().filter(id -> isReleased(id, platform.id())).count())));
  }

  private boolean isReleased(long id, PlatformId platform) {
    try {
      return held.releaseFor(who.scope(), id, platform).flatMap(Intake::ticket).isPresent();
    } catch (InvalidValue e) {
      return false;
    }
  }

  private Optional<Platform> typedPlatform() {
    Optional<Platform> platform = platform(params.text("code"));
    if (platform.isEmpty()) {
      trouble.add(page.words().say("post.no_platform", params.text("code")));
      Turn.status(UNPROCESSABLE);
    }
    return platform;
  }

  private Optional<Newcomer> newcomer() {
    try {
      String person = params.text("person");
      return Optional.of(
          new Newcomer(
              params.text("name"),
              params.choice(ContactKind.class, "kind").orElse(ContactKind.CAMPAIGN_MANAGER),
              person.isEmpty() ? Optional.empty() : Optional.of(new EmailAddress(person))));
    } catch (InvalidValue e) {
      refuse(e);
      return Optional.empty();
    }
  }

  /** The words of the one table of problems. */
  private void refuse(RuntimeException e) {
    FieldFaults faults = new FieldFaults(page.words());
    faults.add(Problems.of(e));
    trouble.addAll(faults.lines());
    Turn.status(UNPROCESSABLE);
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
    withTicked(ids -> Turn.done(here(), "post_discarded", held.discard(who.scope(), ids)));
  }

  /** Puts back what was discarded. */
  public void restore() {
    withTicked(ids -> Turn.done(here(), "post_restored", held.restore(who.scope(), ids)));
  }

  /** Of all that are ticked; those that stay are still there to be seen. */
  public void readAll() {
    withTicked(ids -> Turn.done(here(), "post_read", readAgain(ids)));
  }

  private long readAgain(List<Long> ids) {
    return ids.stream()
        .peek(id -> audit.record(who.caller(), "quarantine.read", "mail:" + id))
        .flatMap(id -> held.readAgain(who.scope(), id).stream())
        .filter(outcome -> outcome.ticket().isPresent())
        .count();
  }

  private void withTicked(Consumer<List<Long>> act) {
    List<Long> ids = params.numbers("id");
    if (ids.isEmpty()) {
      trouble.add(page.words().say("post.none_ticked"));
    } else {
      act.accept(ids);
    }
  }

  private void place(LongFunction<Optional<Intake>> act) {
    try {
      landed(act.apply(params.number("id").orElse(0L)), "post.not_placed");
    } catch (TicketNotFound e) {
      trouble.add(page.words().say("post.no_ticket", params.text("ticket")));
      Turn.status(UNPROCESSABLE);
    } catch (InvalidEntry e) {
      refuse(e);
    } catch (InvalidValue e) {
      if (e.key().equals("mail.author")) {
        trouble.add(page.words().say("post.no_author"));
        Turn.status(UNPROCESSABLE);
      } else {
        refuse(e);
      }
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
    if (isDiscarded()) {
      return "/quarantine?discarded=1";
    }
    return reason().map(reason -> "/quarantine?reason=" + reason).orElse("/quarantine");
  }

  private Optional<Reason> reason() {
    return params.choice(Reason.class, "reason");
  }

  public void load() {
    List<Quarantine.Entry> found = found(params.number("before").orElse(Long.MAX_VALUE));
    long open = params.number("open").orElse(-1L);
    entries = found.stream().limit(ROWS).map(mail -> entry(mail, mail.id() == open)).toList();
    String more = here() + (here().contains("?") ? "&" : "?") + "before=";
    older = found.size() > ROWS ? more + entries.get(entries.size() - 1).id() : "";
    filters = filters(held.counts(who.scope()));
  }

  private List<Quarantine.Entry> found(long before) {
    if (isDiscarded()) {
      return held.discarded(who.scope(), before, ROWS + 1);
    }
    return reason()
        .map(reason -> held.page(who.scope(), reason, before, ROWS + 1))
        .orElseGet(() -> held.page(who.scope(), before, ROWS + 1));
  }

  private HeldMail entry(Quarantine.Entry mail, boolean open) {
    return HeldMail.of(
        mail,
        open ? held.detail(who.scope(), mail.id()) : Optional.empty(),
        open,
        isDiscarded() ? "/mail?id=" : here() + (reason().isPresent() ? "&" : "?") + "open=",
        page);
  }

  private List<Filter> filters(Map<Reason, Integer> counts) {
    List<Filter> all = new ArrayList<>();
    all.add(
        new Filter(
            "/quarantine",
            page.words().say("post.all"),
            Integer.toString(total(counts)),
            reason().isEmpty() && !isDiscarded()));
    counts.forEach(
        (reason, count) ->
            all.add(
                new Filter(
                    "/quarantine?reason=" + reason,
                    page.words().say("reason." + reason),
                    count.toString(),
                    reason().filter(reason::equals).isPresent() && !isDiscarded())));
    all.add(
        new Filter(
            "/quarantine?discarded=1", page.words().say("post.discarded"), "", isDiscarded()));
    return all;
  }

  private static int total(Map<Reason, Integer> counts) {
    return counts.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** Whether the mails are those that somebody discarded. */
  public boolean isDiscarded() {
    return !params.text("discarded").isEmpty();
  }

  public List<Choice> getKinds() {
    return Arrays.stream(ContactKind.values())
        .map(
            kind ->
                new Choice(
                    kind.name(),
                    page.words().say("registry.kind." + kind),
                    kind == ContactKind.CAMPAIGN_MANAGER))
        .toList();
  }

  public List<Filter> getFilters() {
    return filters;
  }

  /** What the forms go back to. */
  public String getReason() {
    return reason().map(Reason::name).orElse("");
  }

  public List<HeldMail> getEntries() {
    return entries;
  }

  public String getOlder() {
    return older;
  }

  public List<String> getTrouble() {
    return trouble;
  }
}
