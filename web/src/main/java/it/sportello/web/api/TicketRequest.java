package it.sportello.web.api;

import it.sportello.contacts.EmailAddress;
import it.sportello.contacts.Language;
import it.sportello.contacts.PlatformCode;
import it.sportello.ticketing.Channel;
import it.sportello.ticketing.Impact;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A ticket as a program asks for it. What is wrong is told either in {@code text} or, as the form
 * does, in {@code did}, {@code expected} and {@code happened}.
 *
 * @param platform the console number; its absence is a violation
 * @param contact a confirmed address of the contact, or the contact's id in digits
 * @param answerTo empty: the contact's first address
 * @param fingerprint SHA-256 of the body in hex
 */
@ToldOnce
public record TicketRequest(
    @NotNull PlatformCode platform,
    @NotBlank @Size(max = 254) String contact,
    Channel channel,
    @NotBlank @Size(max = 250) String subject,
    @Size(max = TicketRequest.TEXT) String text,
    @Size(max = TicketRequest.TEXT) String did,
    @Size(max = TicketRequest.TEXT) String expected,
    @Size(max = TicketRequest.TEXT) String happened,
    Impact impact,
    @Size(max = 10)
        Map<@NotBlank @Size(max = 40) String, @NotBlank @Size(max = 100) String> reference,
    Optional<EmailAddress> answerTo,
    String fingerprint) {
  static final int TEXT = 200_000;

  public TicketRequest {
    reference = Collections.unmodifiableMap(new LinkedHashMap<>(reference));
  }

  /** The request as agents read it, with the headings of the form where it was told in parts. */
  String wordsIn(Language language) {
    if (!text.isBlank()) {
      return text;
    }
    return switch (language) {
      case IT ->
          parts(
              "Che cosa si stava facendo",
              "Che cosa doveva succedere",
              "Che cosa è successo invece");
      case EN -> parts("What you were doing", "What should have happened", "What happened instead");
    };
  }

  private String parts(String doing, String expecting, String happening) {
    return String.join("\n", doing, did, "", expecting, expected, "", happening, happened);
  }
}
