package it.sportello.web.api;

import it.sportello.contacts.Contacts;
import it.sportello.contacts.PlatformCode;
import it.sportello.entitlements.Promise;
import it.sportello.entitlements.Receipt;
import it.sportello.ticketing.Deadline;
import it.sportello.ticketing.MessageView;
import it.sportello.ticketing.QueuePage;
import it.sportello.ticketing.QueueRow;
import it.sportello.ticketing.Status;
import it.sportello.ticketing.TicketView;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonBuilderFactory;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.spi.JsonProvider;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Tickets as programs see them: each field is named here, so that a new one in a read model leaks
 * nowhere. Instants are RFC 3339 in UTC; what is not promised or not known is left out. Internal
 * notes are not for programs.
 */
@ApplicationScoped
class TicketJson {
  private static final JsonBuilderFactory JSON =
      JsonProvider.provider().createBuilderFactory(Map.of());

  @Inject Contacts contacts;

  /**
   * As the ticket was when it was opened, whatever has become of it since: a repeat reads the same.
   */
  static String opened(PlatformCode platform, Receipt receipt) {
    return JSON.createObjectBuilder()
        .add("number", receipt.ticket().value())
        .add("status", Status.NEW.name())
        .add("platform", platform.value())
        .add("level", receipt.granted().level())
        .add("promise", promise(receipt.granted().promise()))
        .build()
        .toString();
  }

  String whole(TicketView ticket) {
    var json =
        JSON.createObjectBuilder()
            .add("number", ticket.id().value())
            .add("status", ticket.status().name());
    contacts
        .platform(ticket.platform())
        .ifPresent(platform -> json.add("platform", platform.code().value()));
    json.add("subject", ticket.subject())
        .add("channel", ticket.channel().name())
        .add("answerTo", ticket.answerTo().value())
        .add("impact", ticket.impact().name())
        .add("severity", ticket.severity().name())
        .add("priority", ticket.priority().name())
        .add("level", ticket.level())
        .add("received", ticket.received().toString());
    ticket.requester().ifPresent(contact -> json.add("contact", contact.value()));
    ticket.waitsFor().ifPresent(reason -> json.add("waitsFor", reason.name()));
    ticket.mergedInto().ifPresent(into -> json.add("mergedInto", into.value()));
    var reference = JSON.createObjectBuilder();
    ticket.reference().fields().forEach(reference::add);
    json.add("reference", reference);
    next(json, ticket.nextKind().name(), ticket.next());
    return json.add("messages", messages(ticket)).build().toString();
  }

  String queue(QueuePage page) {
    var json = JSON.createObjectBuilder().add("tickets", rows(page.rows()));
    if (!page.next().isEmpty()) {
      json.add("next", page.next());
    }
    return json.build().toString();
  }

  JsonArrayBuilder rows(List<QueueRow> tickets) {
    var ids = tickets.stream().map(QueueRow::platform).collect(Collectors.toSet());
    var platforms = contacts.platformsByIds(ids);
    var rows = JSON.createArrayBuilder();
    for (var row : tickets) {
      var platform = platforms.get(row.platform());
      rows.add(row(row, platform == null ? "" : platform.code().value()));
    }
    return rows;
  }

  private static JsonObjectBuilder row(QueueRow row, String platform) {
    var json =
        JSON.createObjectBuilder()
            .add("number", row.id().value())
            .add("status", row.status().name())
            .add("platform", platform)
            .add("subject", row.subject())
            .add("channel", row.channel().name())
            .add("priority", row.priority().name())
            .add("level", row.level())
            .add("received", row.received().toString());
    row.requester().ifPresent(contact -> json.add("contact", contact.value()));
    row.assignee().ifPresent(agent -> json.add("agent", agent.value()));
    next(json, row.nextKind().name(), row.next());
    return json;
  }

  static JsonObjectBuilder promise(Promise promise) {
    var json = JSON.createObjectBuilder();
    deadline(json, "takeInChargeBy", promise.takeInChargeBy());
    deadline(json, "answerBy", promise.answerBy());
    deadline(json, "resolveBy", promise.resolveBy());
    return json;
  }

  private static void next(JsonObjectBuilder json, String kind, Deadline due) {
    if (!due.isNever()) {
      json.add(
          "next", JSON.createObjectBuilder().add("kind", kind).add("due", due.at().toString()));
    }
  }

  private static void deadline(JsonObjectBuilder json, String name, Deadline due) {
    if (!due.isNever()) {
      json.add(name, due.at().toString());
    }
  }

  private static JsonArrayBuilder messages(TicketView ticket) {
    var messages = JSON.createArrayBuilder();
    for (var message : ticket.messages()) {
      if (message.kind() != MessageView.Kind.NOTE) {
        messages.add(message(message));
      }
    }
    return messages;
  }

  private static JsonObjectBuilder message(MessageView message) {
    var attachments = JSON.createArrayBuilder();
    for (var attachment : message.attachments()) {
      attachments.add(
          JSON.createObjectBuilder()
              .add("id", attachment.id().value())
              .add("name", attachment.name())
              .add("mediaType", attachment.mediaType())
              .add("size", attachment.size()));
    }
    return JSON.createObjectBuilder()
        .add("id", message.id().value())
        .add("kind", message.kind().name())
        .add("received", message.received().toString())
        .add("text", message.text())
        .add("attachments", attachments);
  }
}
