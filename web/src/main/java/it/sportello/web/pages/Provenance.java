package it.sportello.web.pages;

import it.sportello.notifications.MailSources.Arrival;
import it.sportello.notifications.proof.Proof;
import it.sportello.notifications.proof.Trust;
import it.sportello.notifications.reading.Sealing;
import it.sportello.ticketing.MessageView;
import java.util.List;
import java.util.Optional;

/** Finds the mail behind a message, and says in words how sure its author is. */
final class Provenance {
  /** For pages that tell nothing of it. */
  static final Provenance NONE = new Provenance(List.of(), Optional.empty());

  private final List<Arrival> arrivals;
  private final Optional<Words> words;

  private Provenance(List<Arrival> arrivals, Optional<Words> words) {
    this.arrivals = arrivals;
    this.words = words;
  }

  static Provenance of(List<Arrival> arrivals, Words words) {
    return new Provenance(arrivals, Optional.of(words));
  }

  /** Nothing for a message that did not come by mail. */
  Letter.Mail of(MessageView message) {
    return arrivals.stream()
        .filter(arrival -> isBehind(arrival, message))
        .findFirst()
        .map(this::told)
        .orElse(Letter.Mail.NONE);
  }

  private static boolean isBehind(Arrival arrival, MessageView message) {
    return message.kind() == MessageView.Kind.REQUEST
        ? arrival.message().isEmpty() && arrival.ticket().equals(message.ticket())
        : arrival.message().filter(message.id()::equals).isPresent();
  }

  private Letter.Mail told(Arrival arrival) {
    Words in = words.orElseThrow();
    boolean said = arrival.trust() != Trust.UNCHECKED;
    return new Letter.Mail(
        "/mail?id=" + arrival.mail(),
        said ? level(arrival.trust(), arrival.proof(), in) : "",
        said ? why(arrival.trust(), arrival.proof(), in) : "",
        tone(arrival.trust()),
        arrival.sealing() == Sealing.NONE ? "" : in.say("post.sealing." + arrival.sealing()));
  }

  static String level(Trust trust, String proof, Words in) {
    return Proof.through(trust, proof)
        .map(sealer -> in.say("post.trust.through", sealer))
        .orElseGet(() -> in.say("post.trust." + trust));
  }

  static String why(Trust trust, String proof, Words in) {
    return Proof.through(trust, proof)
        .map(sealer -> in.say("post.trust.through.why", sealer))
        .orElseGet(() -> in.say("post.trust." + trust + ".why"));
  }

  static String tone(Trust trust) {
    return switch (trust) {
      case PROVEN -> "kept";
      case DOUBTFUL, FORGED -> "bad";
      case UNPROVEN, UNCHECKED, UNDECIDED -> "plain";
    };
  }
}
