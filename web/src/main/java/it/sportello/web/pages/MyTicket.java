package it.sportello.web.pages;

import it.sportello.contacts.Contact;
import it.sportello.contacts.Contacts;
import it.sportello.contacts.EmailAddress;
import it.sportello.contacts.Scope;
import it.sportello.entitlements.Clock;
import it.sportello.entitlements.Promises;
import it.sportello.ticketing.Channel;
import it.sportello.ticketing.CustomerMessage;
import it.sportello.ticketing.OriginReused;
import it.sportello.ticketing.PromiseKind;
import it.sportello.ticketing.Status;
import it.sportello.ticketing.TicketId;
import it.sportello.ticketing.TicketNotFound;
import it.sportello.ticketing.TicketView;
import it.sportello.ticketing.Tickets;
import it.sportello.web.security.CurrentCaller;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A customer's view of one ticket, and the box to write to it. */
@Named
@RequestScoped
public class MyTicket {
  private static final int UNPROCESSABLE = 422;
  private static final int CONFLICT = 409;
  private static final int NOT_FOUND = 404;

  @Inject Page page;
  @Inject Params params;
  @Inject CurrentCaller who;
  @Inject Tickets tickets;
  @Inject Promises promises;
  @Inject Contacts contacts;
  @Inject TicketSheets sheets;
  @Inject Vows vows;

  private final List<String> trouble = new ArrayList<>();
  private final String key = OriginKey.fresh();
  private String textError = "";
  private Sheet sheet;

  /** One ticket as its page shows it to the customer. */
  public record Sheet(
      long number,
      String subject,
      String statusIcon,
      String statusName,
      boolean resolved,
      String mergedInto,
      String waits,
      String platformName,
      List<Vows.Vow> vows,
      List<Letter> messages) {}

  public void write() {
    if (params.text("text").isEmpty()) {
      textError = page.words().say("text.missing");
      trouble.add(textError);
      Turn.status(UNPROCESSABLE);
      return;
    }
    try {
      tickets.customerWrote(who.scope(), ticket(), message());
      Turn.done("/my/ticket?n=" + ticket(), "written", ticket().value());
    } catch (OriginReused e) {
      trouble.add(page.words().say("trouble.sent_before"));
      Turn.status(CONFLICT);
    } catch (TicketNotFound e) {
      Turn.refuse(NOT_FOUND);
    }
  }

  private CustomerMessage message() {
    String text = params.raw("text").strip();
    Contact author = contacts.contact(((Scope.Customer) who.scope()).contact()).orElseThrow();
    EmailAddress from = author.addresses().get(0);
    return new CustomerMessage(
        OriginKey.of("write", who.scope(), params.text("key"), ticket(), text),
        Channel.FORM,
        Optional.of(author.id()),
        from,
        text,
        "",
        page.instant(),
        page.instant(),
        List.of(),
        false);
  }

  public void load() {
    try {
      TicketView ticket = tickets.view(who.scope(), ticket());
      sheet = sheet(ticket, promises.of(who.scope(), ticket.id()));
    } catch (TicketNotFound e) {
      Turn.refuse(NOT_FOUND);
    }
  }

  private Sheet sheet(TicketView ticket, List<Clock> clocks) {
    var agents = sheets.agents(ticket, clocks);
    var letters = new Letters(page.when(), sheets.people(ticket), agents, Provenance.NONE);
    String agent = ticket.assignee().map(agents::get).orElse("");
    return new Sheet(
        ticket.id().value(),
        ticket.subject(),
        Icons.of(ticket.status()),
        ticket.status() == Status.IN_CHARGE
            ? page.words().say("status.IN_CHARGE.by", agent)
            : page.words().say(TicketSheets.status(ticket)),
        ticket.status() == Status.RESOLVED && ticket.mergedInto().isEmpty(),
        ticket.mergedInto().map(into -> page.words().say("my.merged", into)).orElse(""),
        ticket.waitsFor().map(reason -> page.words().say("my.waits." + reason)).orElse(""),
        contacts.platform(ticket.platform()).map(platform -> platform.name()).orElse(""),
        vows.inOrder(told(clocks), ticket.levelVersion(), agents, page.when()),
        ticket.messages().stream().map(message -> letters.letter(message, ticket.id())).toList());
  }

  /** The promise of a next answer is the desk's own. */
  private static List<Clock> told(List<Clock> clocks) {
    return clocks.stream().filter(clock -> clock.kind() != PromiseKind.NEXT_ANSWER).toList();
  }

  private TicketId ticket() {
    return new TicketId(params.number("n").orElse(0L));
  }

  public Sheet getSheet() {
    return sheet;
  }

  public List<String> getTrouble() {
    return trouble;
  }

  public String getTextError() {
    return textError;
  }

  public String getText() {
    return params.raw("text");
  }

  public String getKey() {
    return key;
  }
}
