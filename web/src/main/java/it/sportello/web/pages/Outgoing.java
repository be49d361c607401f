package it.sportello.web.pages;

import it.sportello.notifications.MailSwitch;
import it.sportello.notifications.OutgoingMails;
import it.sportello.ticketing.TicketId;
import it.sportello.web.security.CurrentCaller;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** What the desk mails, and the button that releases what is stuck. */
@Named
@RequestScoped
public class Outgoing {
  private static final int ROWS = 50;

  @Inject Page page;
  @Inject Params params;
  @Inject CurrentCaller who;
  @Inject OutgoingMails mails;
  @Inject MailSwitch held;

  private List<Row> rows = List.of();
  private String older = "";
  private String stopped = "";
  private List<Filter> filters = List.of();

  /** Some of the mails, to see them alone. */
  public record Filter(String href, String name, String count, String tone, boolean current) {}

  /** One mail. */
  public record Row(
      long id,
      String state,
      String icon,
      String tone,
      String what,
      String ticket,
      String to,
      String from,
      String when,
      String instant,
      int tries,
      String error,
      String fate,
      boolean dead,
      String releaseLabel,
      boolean again,
      String againLabel) {}

  public void release() {
    mails.release(who.caller(), params.number("id").orElse(0L));
    Turn.done(here(), "mail_released", params.number("id").orElse(0L));
  }

  public void again() {
    boolean done = mails.again(who.caller(), params.number("id").orElse(0L));
    Turn.done(here(), done ? "mo_again" : "mo_not_again", 1);
  }

  public void hold() {
    held.hold(who.caller());
    Turn.done("/outgoing", "post_held", 0);
  }

  public void letGo() {
    held.letGo(who.caller());
    Turn.done("/outgoing", "post_let_go", 0);
  }

  public void load() {
    stopped =
        held.held()
            .map(h -> page.words().say("post.held." + h.why(), page.when().full(h.since())))
            .orElse("");
    List<OutgoingMails.Row> found =
        mails.page(
            who.scope(),
            view(),
            params.text("about"),
            params.number("before").orElse(Long.MAX_VALUE),
            ROWS + 1);
    rows = found.stream().limit(ROWS).map(this::row).toList();
    older = found.size() > ROWS ? here() + "&before=" + rows.get(rows.size() - 1).id() : "";
    Map<OutgoingMails.View, Integer> counts = mails.counts(who.scope());
    filters = Arrays.stream(OutgoingMails.View.values()).map(v -> filter(v, counts)).toList();
  }

  private Filter filter(OutgoingMails.View view, Map<OutgoingMails.View, Integer> counts) {
    int many = counts.getOrDefault(view, 0);
    boolean bad = view == OutgoingMails.View.DEAD || view == OutgoingMails.View.RETURNED;
    return new Filter(
        address(view),
        page.words().say("mo.view." + view),
        many == 0 ? "" : many >= OutgoingMails.CAP ? "1000+" : Integer.toString(many),
        bad && many > 0 ? "bad" : "plain",
        view == view());
  }

  private OutgoingMails.View view() {
    return params.choice(OutgoingMails.View.class, "view").orElse(OutgoingMails.View.ALL);
  }

  private String here() {
    return address(view());
  }

  private String address(OutgoingMails.View view) {
    String about = params.text("about");
    return "/outgoing?view=" + view + (about.isEmpty() ? "" : "&about=" + Turn.encode(about));
  }

  private Row row(OutgoingMails.Row mail) {
    Words words = page.words();
    boolean dead = mail.state() == OutgoingMails.State.DEAD;
    return new Row(
        mail.id(),
        words.say("mail.state." + mail.state()),
        icon(mail),
        dead ? "P1" : "plain",
        (mail.trial() ? words.say("mo.trial") + ": " : "") + words.say("mail.kind." + mail.kind()),
        mail.ticket().map(TicketId::toString).orElse(""),
        mail.recipient(),
        mail.from(),
        page.when().brief(mail.sent().orElse(mail.created())),
        mail.sent().orElse(mail.created()).toString(),
        mail.attempts(),
        mail.lastError(),
        became(mail),
        dead,
        words.say("outgoing.release.label", mail.recipient()),
        mail.again(),
        words.say("mo.again.label", mail.recipient()));
  }

  /** What is known of it beyond its state; why nothing was sent. */
  private String became(OutgoingMails.Row mail) {
    return switch (mail.state()) {
      case DROPPED, WITHHELD -> page.words().say("mo.why." + mail.state());
      case QUEUED, SENDING, SENT, DEAD ->
          mail.fate() == OutgoingMails.Fate.UNKNOWN
              ? ""
              : page.words().say("post.fate." + mail.fate(), mail.fateDetail());
    };
  }

  private static String icon(OutgoingMails.Row mail) {
    return switch (mail.state()) {
      case SENT -> "kept";
      case DEAD -> "late";
      case QUEUED -> mail.attempts() > 0 ? "near" : "clock";
      case SENDING -> "send";
      case DROPPED, WITHHELD -> "close";
    };
  }

  /** Since when and why nothing goes out; empty when mail does. */
  public String getStopped() {
    return stopped;
  }

  public List<Filter> getFilters() {
    return filters;
  }

  public String getView() {
    return view().name();
  }

  public String getAbout() {
    return params.text("about");
  }

  public List<Row> getRows() {
    return rows;
  }

  public String getOlder() {
    return older;
  }
}
