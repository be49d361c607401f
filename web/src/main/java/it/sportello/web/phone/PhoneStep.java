package it.sportello.web.phone;

import it.sportello.ticketing.TicketId;
import java.util.List;
import java.util.Optional;

/**
 * What the line says and does next.
 *
 * @param attempt the number of the code that is asked for, when {@link Next#ASK_CODE}
 * @param ticket opened for this call
 * @param unanswered what is said when no agent takes the call that was put through
 */
public record PhoneStep(
    List<Sentence> sentences,
    Next next,
    int attempt,
    Optional<TicketId> ticket,
    List<Sentence> unanswered) {
  public PhoneStep {
    sentences = List.copyOf(sentences);
    unanswered = List.copyOf(unanswered);
  }

  static PhoneStep ask(int attempt, List<Sentence> sentences) {
    return new PhoneStep(sentences, Next.ASK_CODE, attempt, Optional.empty(), List.of());
  }

  static PhoneStep goodbye(List<Sentence> sentences) {
    return new PhoneStep(sentences, Next.HANG_UP, 0, Optional.empty(), List.of());
  }

  /** What happens once everything is said. */
  public enum Next {
    ASK_CODE,
    CONNECT,
    HANG_UP
  }
}
