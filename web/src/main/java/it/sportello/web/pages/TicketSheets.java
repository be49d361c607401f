package it.sportello.web.pages;

import it.sportello.contacts.AgentId;
import it.sportello.contacts.Contact;
import it.sportello.contacts.ContactId;
import it.sportello.contacts.ContactKind;
import it.sportello.contacts.Contacts;
import it.sportello.contacts.Platform;
import it.sportello.contacts.Staff;
import it.sportello.entitlements.Clock;
import it.sportello.entitlements.Promises;
import it.sportello.notifications.MailSources;
import it.sportello.ticketing.HistoryEntry;
import it.sportello.ticketing.Impact;
import it.sportello.ticketing.MessageView;
import it.sportello.ticketing.Severity;
import it.sportello.ticketing.Status;
import it.sportello.ticketing.TicketId;
import it.sportello.ticketing.TicketView;
import it.sportello.ticketing.WaitReason;
import it.sportello.web.security.CurrentCaller;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes the sheet of a ticket: one look-up each of its people, agents, customer and clocks. */
@RequestScoped
public class TicketSheets {
  @Inject Page page;
  @Inject CurrentCaller who;
  @Inject Vows vows;
  @Inject Promises promises;
  @Inject Contacts contacts;
  @Inject Staff staff;
  @Inject MailSources sources;

  TicketSheet of(TicketView ticket) {
    List<Clock> clocks = promises.of(who.scope(), ticket.id());
    Map<ContactId, Contact> people = people(ticket);
    Map<AgentId, String> agents = agents(ticket, clocks);
    Optional<Platform> platform = contacts.platform(ticket.platform());
    Optional<Contact> person = ticket.requester().map(people::get);
    Words words = page.words();
    Set<TicketId> written = written(ticket);
    Letters letters =
        new Letters(
            page.when(),
            people,
            agents,
            Provenance.of(sources.arrivals(who.scope(), written), words));
    String agent = ticket.assignee().map(agents::get).orElse("");
    return new TicketSheet(
        ticket.id().value(),
        ticket.version(),
        ticket.history().size(),
        ticket.subject(),
        ticket.status().name(),
        Icons.of(ticket.status()),
        ticket.status() == Status.IN_CHARGE
            ? words.say("status.IN_CHARGE.by", agent)
            : words.say(status(ticket)),
        ticket.priority().name(),
        words.say("priority." + ticket.priority()),
        ticket.platform().value(),
        platform.map(Platform::name).orElse(""),
        platform.map(p -> p.code().value()).orElse(""),
        platform
            .map(Platform::zone)
            .filter(z -> !z.equals(When.ROME))
            .map(ZoneId::getId)
            .orElse(""),
        ticket.level(),
        vows.levelName(ticket.levelVersion(), ticket.level()),
        ticket.assignee().isEmpty() && ticket.status() != Status.RESOLVED,
        ticket.status() != Status.RESOLVED,
        ticket.mergedInto().map(TicketId::toString).orElse(""),
        ticket.waitsFor().map(reason -> words.say("waits." + reason)).orElse(""),
        ticket.screened(),
        options(Severity.values(), "severity.", ticket.severity()),
        options(WaitReason.values(), "reason.", ticket.waitsFor().orElse(WaitReason.INFORMATION)),
        next(ticket),
        vows.inOrder(clocks, ticket.levelVersion(), agents, page.when()),
        person.map(Contact::name).orElse(ticket.answerTo().value()),
        ticket.answerTo().value(),
        trust(ticket, person),
        words.say("reply.to", person.map(Contact::name).orElse(ticket.answerTo().value())),
        facts(ticket),
        returned(ticket, written),
        ticket.messages().stream().map(message -> letters.letter(message, ticket.id())).toList(),
        ticket.history().stream().map(letters::entry).toList());
  }

  /** The ticket's own number and those of the tickets whose messages it shows. */
  private static Set<TicketId> written(TicketView ticket) {
    return Stream.concat(
            Stream.of(ticket.id()), ticket.messages().stream().map(MessageView::ticket))
        .collect(Collectors.toSet());
  }

  private List<String> returned(TicketView ticket, Set<TicketId> written) {
    List<String> lines = new ArrayList<>();
    sources
        .badAddress(who.scope(), ticket.answerTo())
        .ifPresent(why -> lines.add(page.words().say("post.bad_address", ticket.answerTo(), why)));
    sources.returns(who.scope(), written).stream()
        .limit(3)
        .map(
            back ->
                page.words()
                    .say(
                        back.failed() ? "post.returned" : "post.delayed",
                        page.when().brief(back.at()),
                        back.recipient(),
                        back.detail()))
        .forEach(lines::add);
    return lines;
  }

  /** The key of its status in words, for whoever is not told in whose charge it is. */
  static String status(TicketView ticket) {
    return "status." + (ticket.mergedInto().isPresent() ? "MERGED" : ticket.status());
  }

  private PromiseLine next(TicketView ticket) {
    if (ticket.status() == Status.RESOLVED) {
      return vows.none();
    }
    return ticket.next().isNever() && ticket.waitsFor().isPresent()
        ? vows.waiting(ticket.waitsFor().get())
        : vows.next(ticket.nextKind(), ticket.next(), ticket.levelVersion(), ticket.severity());
  }

  private List<Board.Option> options(Enum<?>[] values, String key, Enum<?> chosen) {
    return Stream.of(values)
        .map(v -> new Board.Option(v.name(), page.words().say(key + v.name()), v == chosen))
        .toList();
  }

  /** Entries of a history in words, with one look-up of the agents. */
  List<Letters.Entry> entries(List<HistoryEntry> history) {
    Set<AgentId> ids =
        history.stream()
            .map(HistoryEntry::by)
            .flatMap(Optional::stream)
            .collect(Collectors.toSet());
    Letters letters = new Letters(page.when(), Map.of(), staff.names(ids), Provenance.NONE);
    return history.stream().map(letters::entry).toList();
  }

  Map<ContactId, Contact> people(TicketView ticket) {
    return contacts.byIds(
        Stream.concat(
                ticket.requester().stream(),
                ticket.messages().stream().map(MessageView::contact).flatMap(Optional::stream))
            .collect(Collectors.toSet()));
  }

  Map<AgentId, String> agents(TicketView ticket, List<Clock> clocks) {
    return staff.names(
        Stream.of(
                ticket.assignee().stream(),
                ticket.messages().stream().map(MessageView::agent).flatMap(Optional::stream),
                ticket.history().stream().map(HistoryEntry::by).flatMap(Optional::stream),
                clocks.stream().map(Clock::keptBy).flatMap(Optional::stream))
            .flatMap(ids -> ids)
            .collect(Collectors.toSet()));
  }

  private String trust(TicketView ticket, Optional<Contact> person) {
    Set<ContactKind> kinds = person.map(p -> p.platforms().get(ticket.platform())).orElse(Set.of());
    if (kinds.isEmpty()) {
      return page.words().say("trust.domain");
    }
    return kinds.stream()
        .sorted()
        .map(kind -> page.words().say("kind." + kind))
        .collect(Collectors.joining(", "));
  }

  private List<TicketSheet.Pair> facts(TicketView ticket) {
    Words words = page.words();
    List<TicketSheet.Pair> facts = new ArrayList<>();
    facts.add(pair("fact.received", page.when().brief(ticket.received())));
    facts.add(pair("fact.channel", words.say("channel." + ticket.channel())));
    if (ticket.impact() != Impact.UNSTATED) {
      facts.add(pair("fact.impact", words.say("impact." + ticket.impact())));
    }
    facts.add(pair("fact.severity", words.say("severity." + ticket.severity())));
    facts.add(pair("fact.language", words.say("language." + ticket.language())));
    if (ticket.reference().fields().isEmpty()) {
      facts.add(pair("fact.reference", words.say("fact.reference.none")));
    }
    ticket.reference().fields().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(field -> facts.add(reference(field.getKey(), field.getValue())));
    return facts;
  }

  private TicketSheet.Pair reference(String key, String value) {
    String named = "reference." + key;
    return new TicketSheet.Pair(page.words().knows(named) ? page.words().say(named) : key, value);
  }

  private TicketSheet.Pair pair(String key, String value) {
    return new TicketSheet.Pair(page.words().say(key), value);
  }
}
