package it.sportello.ticketing;

import it.sportello.contacts.AgentId;
import java.time.Instant;

/**
 * A message about to be stored, whoever wrote it.
 *
 * @param channel empty for an agent's
 * @param contact 0 when it is not a known contact's
 * @param agent 0 when it is not an agent's
 */
record Words(
    Origin origin,
    MessageView.Kind kind,
    String channel,
    long contact,
    long agent,
    String address,
    String text,
    String html,
    Instant sent,
    Instant received) {

  static Words of(MessageView.Kind kind, AgentId by, Answer answer, Instant now) {
    return new Words(answer.origin(), kind, "", 0, by.value(), "", answer.text(), "", now, now);
  }

  static Words of(CustomerMessage message) {
    return new Words(
        message.origin(),
        message.automatic() ? MessageView.Kind.AUTOMATIC : MessageView.Kind.CUSTOMER,
        message.channel().name(),
        message.author().map(c -> c.value()).orElse(0L),
        0,
        message.address().value(),
        message.text(),
        message.html(),
        message.sent(),
        message.received());
  }
}
