package it.sportello.web.pages;

import it.sportello.contacts.AgentId;
import it.sportello.contacts.Audit;
import it.sportello.contacts.Scope;
import it.sportello.contacts.Staff;
import it.sportello.ticketing.AlreadyMerged;
import it.sportello.ticketing.AlreadyTaken;
import it.sportello.ticketing.Answer;
import it.sportello.ticketing.HistoryEntry;
import it.sportello.ticketing.IllegalTransition;
import it.sportello.ticketing.Merges;
import it.sportello.ticketing.NotMergeable;
import it.sportello.ticketing.Origin;
import it.sportello.ticketing.OriginReused;
import it.sportello.ticketing.Screening;
import it.sportello.ticketing.Severity;
import it.sportello.ticketing.TicketId;
import it.sportello.ticketing.TicketNotFound;
import it.sportello.ticketing.TicketView;
import it.sportello.ticketing.Tickets;
import it.sportello.ticketing.WaitReason;
import it.sportello.web.security.CurrentCaller;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An agent's view of one ticket, and all that an agent does to it. */
@Named
@RequestScoped
public class Desk {
  private static final int UNPROCESSABLE = 422;
  private static final int CONFLICT = 409;
  private static final int NOT_FOUND = 404;

  @Inject Page page;
  @Inject Params params;
  @Inject CurrentCaller who;
  @Inject Tickets tickets;
  @Inject Screening screening;
  @Inject Merges merges;
  @Inject Staff staff;
  @Inject TicketSheets sheets;
  @Inject Audit audit;
  @Inject ReplyFiles files;

  private final List<String> trouble = new ArrayList<>();
  private String troubleTitle = "";
  private String textError = "";
  private String key = OriginKey.fresh();
  private TicketSheet sheet;

  public void take() {
    act(
        () -> {
          tickets.takeInCharge(who.scope(), ticket());
          done("taken");
        });
  }

  /** Public, so a reader who wrote before seeing what others did is asked to look first. */
  public void reply() {
    if (filed() && written() && !overtaken()) {
      act(
          () -> {
            tickets.reply(who.scope(), ticket(), answer("reply"));
            done("replied");
          });
    }
  }

  /** What is in the box goes to the customer, and the desk waits for what comes back. */
  public void ask() {
    if (filed() && written() && !overtaken()) {
      act(
          () -> {
            screening.ask(
                who.scope(),
                ticket(),
                answer("ask"),
                params.choice(WaitReason.class, "reason").orElse(WaitReason.INFORMATION));
            done("asked");
          });
    }
  }

  public void resume() {
    act(
        () -> {
          screening.resume(who.scope(), ticket());
          done("resumed");
        });
  }

  public void screen() {
    Optional<Severity> severity = params.choice(Severity.class, "severity");
    if (severity.isEmpty()) {
      refuse("trouble.title", page.words().say("severity.missing"), UNPROCESSABLE);
      return;
    }
    act(
        () -> {
          screening.screen(who.scope(), ticket(), severity.get());
          done("screened");
        });
  }

  /** The number typed is the ticket that goes on, where the reader is taken. */
  public void merge() {
    Optional<TicketId> into = params.number("into").map(TicketId::new);
    if (into.isEmpty()) {
      refuse("trouble.title", page.words().say("merge.missing"), UNPROCESSABLE);
      return;
    }
    act(
        () -> {
          merges.merge(who.scope(), ticket(), into.get());
          Turn.done("/ticket?n=" + into.get(), "merged", ticket().value());
        });
  }

  public void note() {
    if (filed() && written()) {
      act(
          () -> {
            tickets.note(who.scope(), ticket(), answer("note"));
            done("noted");
          });
    }
  }

  /** With a text in the box the text goes to the customer first. */
  public void resolve() {
    if (!filed() || overtaken() || !files.ids().isEmpty() && !written()) {
      return;
    }
    act(
        () -> {
          if (!params.text("text").isEmpty()) {
            tickets.reply(who.scope(), ticket(), answer("reply"));
          }
          tickets.resolve(who.scope(), ticket());
          done("resolved");
        });
  }

  public void load() {
    try {
      sheet = sheets.of(tickets.view(who.scope(), ticket()));
      audit.record(who.scope(), "ticket.view", "ticket:" + ticket().value());
    } catch (TicketNotFound e) {
      Turn.refuse(NOT_FOUND);
    }
  }

  private void act(Runnable command) {
    try {
      command.run();
    } catch (AlreadyTaken e) {
      String by = staff.names(List.of(e.by())).getOrDefault(e.by(), "");
      refuse("trouble.not_done", page.words().say("trouble.already_taken", ticket(), by));
    } catch (IllegalTransition e) {
      refuse("trouble.not_done", page.words().say("trouble.resolved_already", ticket()));
    } catch (AlreadyMerged e) {
      refuse("trouble.not_done", page.words().say("trouble.merged", e.ticket(), e.into()));
    } catch (NotMergeable e) {
      refuse("trouble.not_done", page.words().say("trouble.merge." + e.reason(), e.into()));
    } catch (OriginReused e) {
      refuse("trouble.not_done", page.words().say("trouble.sent_before"));
    } catch (TicketNotFound e) {
      Turn.refuse(NOT_FOUND);
    }
  }

  /** Files are stored before anything else, so that a try that fails does not lose them. */
  private boolean filed() {
    if (!page.isActing()) {
      return true;
    }
    files.take(OriginKey.source(who.scope()), OriginKey.known(params.text("key")));
    files.trouble().forEach(line -> refuse("trouble.title", line, UNPROCESSABLE));
    return files.trouble().isEmpty();
  }

  private boolean written() {
    if (!params.text("text").isEmpty()) {
      return true;
    }
    textError = page.words().say("text.missing");
    troubleTitle = page.words().say("trouble.title");
    trouble.add(textError);
    Turn.status(UNPROCESSABLE);
    return false;
  }

  /**
   * What others did since the form was shown; one's own acts are no news, nor is a double click.
   */
  private boolean overtaken() {
    TicketView now;
    try {
      now = tickets.view(who.scope(), ticket());
    } catch (TicketNotFound e) {
      Turn.refuse(NOT_FOUND);
      return true;
    }
    int seen = params.number("seen").orElse((long) now.history().size()).intValue();
    if (now.version() == params.number("version").orElse(now.version())) {
      return false;
    }
    List<HistoryEntry> news =
        now.history().stream().skip(seen).filter(entry -> !mine(entry.by())).toList();
    if (news.isEmpty()) {
      return false;
    }
    troubleTitle = page.words().say("trouble.meanwhile");
    sheets.entries(news).forEach(entry -> trouble.add(entry.when() + ": " + entry.words()));
    trouble.add(page.words().say("trouble.meanwhile.next"));
    Turn.status(CONFLICT);
    return true;
  }

  private boolean mine(Optional<AgentId> by) {
    return who.scope() instanceof Scope.Staff me && by.filter(me.agent()::equals).isPresent();
  }

  private void refuse(String title, String sentence) {
    refuse(title, sentence, CONFLICT);
  }

  private void refuse(String title, String sentence, int status) {
    troubleTitle = page.words().say(title);
    trouble.add(sentence);
    Turn.status(status);
  }

  private void done(String notice) {
    Turn.done("/ticket?n=" + ticket(), notice, ticket().value());
  }

  private Answer answer(String act) {
    String text = params.raw("text").strip();
    Origin origin = OriginKey.of(act, who.scope(), params.text("key"), ticket(), text);
    return new Answer(origin, text, files.ids());
  }

  private TicketId ticket() {
    return new TicketId(params.number("n").orElse(0L));
  }

  public TicketSheet getSheet() {
    return sheet;
  }

  public List<String> getTrouble() {
    return trouble;
  }

  public String getTroubleTitle() {
    return troubleTitle;
  }

  public String getTextError() {
    return textError;
  }

  /** Files that came with a try that failed. */
  public List<ReplyFiles.Waiting> getWaiting() {
    return files.waiting();
  }

  public String getText() {
    return params.raw("text");
  }

  /** A new one with every page: what is sent twice from the same page is one message. */
  public String getKey() {
    return key;
  }
}
