package it.sportello.web.pages;

import it.sportello.contacts.AgentId;
import it.sportello.contacts.Contact;
import it.sportello.contacts.ContactId;
import it.sportello.notifications.reading.ShownHtml;
import it.sportello.notifications.reading.VisibleReply;
import it.sportello.ticketing.AttachmentView;
import it.sportello.ticketing.HistoryEntry;
import it.sportello.ticketing.MessageView;
import it.sportello.ticketing.TicketId;
import java.util.Map;

/** Puts the messages and the history of one ticket into words, with the people looked up before. */
final class Letters {
  private final When when;
  private final Map<ContactId, Contact> people;
  private final Map<AgentId, String> agents;
  private final Provenance provenance;

  /** One line of the history. */
  record Entry(String words, String when, String instant) {}

  Letters(
      When when,
      Map<ContactId, Contact> people,
      Map<AgentId, String> agents,
      Provenance provenance) {
    this.when = when;
    this.provenance = provenance;
    this.people = people;
    this.agents = agents;
  }

  /**
   * @param here the ticket on whose page it stands: what was written to another says so
   */
  Letter letter(MessageView message, TicketId here) {
    String author = author(message);
    String address = author.equals(message.address()) ? "" : message.address();
    VisibleReply text =
        side(message.kind()).equals("customer")
            ? VisibleReply.of(message.text())
            : new VisibleReply(message.text(), "");
    ShownHtml html = ShownHtml.of(message.html());
    return new Letter(
        message.id().value(),
        side(message.kind()),
        message.kind() == MessageView.Kind.AUTOMATIC,
        title(message.kind(), author),
        message.ticket().equals(here)
            ? address
            : when.words().say("message.of", message.ticket(), address).strip(),
        Initials.of(author),
        when.brief(message.received()),
        when.full(message.received()),
        message.received().toString(),
        text.visible(),
        html.own(),
        text.quoted(),
        html.quoted(),
        provenance.of(message),
        message.attachments().stream().map(this::enclosure).toList());
  }

  Entry entry(HistoryEntry entry) {
    String by = entry.by().map(agents::get).orElse("");
    String key = "history." + entry.kind() + (by.isEmpty() ? "" : ".by");
    return new Entry(
        when.words().say(key, by, detail(entry)), when.brief(entry.at()), entry.at().toString());
  }

  private String detail(HistoryEntry entry) {
    return switch (entry.kind()) {
      case "SCREENED" -> when.words().say("severity." + entry.detail());
      case "ASKED" -> when.words().say("reason." + entry.detail());
      default -> entry.detail();
    };
  }

  private String author(MessageView message) {
    if (message.agent().isPresent()) {
      return agents.getOrDefault(message.agent().get(), "");
    }
    return message
        .contact()
        .map(people::get)
        .map(Contact::name)
        .orElse(
            message.address().isEmpty() ? when.words().say("person.caller") : message.address());
  }

  private String title(MessageView.Kind kind, String author) {
    return switch (kind) {
      case NOTE -> when.words().say("message.note", author);
      case AUTOMATIC -> when.words().say("message.automatic", author);
      case REQUEST, CUSTOMER, AGENT -> author;
    };
  }

  private static String side(MessageView.Kind kind) {
    return switch (kind) {
      case AGENT -> "agent";
      case NOTE -> "note";
      case REQUEST, CUSTOMER, AUTOMATIC -> "customer";
    };
  }

  private Letter.Enclosure enclosure(AttachmentView file) {
    String kind = "file";
    if (Files.SHOWN.contains(file.mediaType())) {
      kind = file.mediaType().substring(0, file.mediaType().indexOf('/'));
    }
    return new Letter.Enclosure(
        file.id().value(), file.name(), kind, Sizes.of(file.size(), when.words()));
  }
}
