package it.sportello.notifications.reading;

import it.sportello.notifications.reading.Delivery.Outcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which mails a report is about, and what became of them. */
final class Reports {
  private static final int MOST = 10;
  private static final Pattern ID =
      Pattern.compile("(?im)^[> ]{0,4}(?:Original-)?Message-ID:\\s{0,10}(<[^<>\\s]{1,500}>)");
  private static final Pattern ADDRESS = Pattern.compile("[^\\s<>;,]{1,64}@[^\\s<>;,]{1,255}");
  private static final Pattern STATUS = Pattern.compile("[245]\\.\\d{1,3}\\.\\d{1,3}");

  private final List<String> ids = new ArrayList<>();
  private final List<Delivery> deliveries = new ArrayList<>();

  List<String> ids() {
    return List.copyOf(ids);
  }

  List<Delivery> deliveries() {
    return List.copyOf(deliveries);
  }

  /** The header of a mail that is reported on, wherever it stands. */
  void mail(String text) {
    Matcher id = ID.matcher(text);
    while (id.find() && ids.size() < MOST) {
      ids.add(id.group(1));
    }
  }

  /**
   * RFC 3464 section 2: groups of fields, the first about the mail, each other about one recipient.
   */
  void status(String text) {
    for (String group : text.replace("\r\n", "\n").split("\n[ \t]*\n")) {
      Map<String, String> fields = fields(group);
      if (fields.containsKey("action") && deliveries.size() < MOST) {
        outcome(fields.get("action"))
            .ifPresent(outcome -> deliveries.add(delivery(fields, outcome)));
      }
    }
  }

  /** Exim tells it in the header, one field for all. */
  void failed(String recipients) {
    Matcher address = ADDRESS.matcher(recipients);
    while (deliveries.size() < MOST && address.find()) {
      deliveries.add(
          new Delivery(address.group().toLowerCase(Locale.ROOT), Outcome.FAILED, "", ""));
    }
  }

  /** The names that certified mail has for its receipts. */
  void certified(String receipt, String reference) {
    Matcher id = Pattern.compile("<[^<>\\s]{1,500}>").matcher(reference);
    if (id.find()) {
      ids.add(id.group());
    }
    switch (receipt.strip().toLowerCase(Locale.ROOT)) {
      case "avvenuta-consegna" -> deliveries.add(new Delivery("", Outcome.DELIVERED, "", receipt));
      case "preavviso-errore-consegna" ->
          deliveries.add(new Delivery("", Outcome.DELAYED, "", receipt));
      case "errore-consegna", "non-accettazione", "rilevazione-virus" ->
          deliveries.add(new Delivery("", Outcome.FAILED, "", receipt));
      default -> {
        // Accepted, or taken on by the other provider: nothing has become of it yet.
      }
    }
  }

  private static Delivery delivery(Map<String, String> fields, Outcome outcome) {
    String recipient =
        fields.getOrDefault("original-recipient", fields.getOrDefault("final-recipient", ""));
    Matcher address = ADDRESS.matcher(recipient);
    Matcher status = STATUS.matcher(fields.getOrDefault("status", ""));
    return new Delivery(
        address.find() ? address.group().toLowerCase(Locale.ROOT) : "",
        outcome,
        status.find() ? status.group() : "",
        Plain.line(fields.getOrDefault("diagnostic-code", ""), 300));
  }

  private static Optional<Outcome> outcome(String action) {
    return switch (action.split("[\\s(]", 2)[0].toLowerCase(Locale.ROOT)) {
      case "failed" -> Optional.of(Outcome.FAILED);
      case "delayed" -> Optional.of(Outcome.DELAYED);
      case "delivered", "relayed", "expanded" -> Optional.of(Outcome.DELIVERED);
      default -> Optional.empty();
    };
  }

  private static Map<String, String> fields(String group) {
    Map<String, String> fields = new HashMap<>();
    String last = "";
    for (String line : group.split("\n")) {
      int colon = line.indexOf(':');
      if ((line.startsWith(" ") || line.startsWith("\t")) && !last.isEmpty()) {
        fields.merge(last, " " + line.strip(), String::concat);
      } else if (colon > 0) {
        last = line.substring(0, colon).strip().toLowerCase(Locale.ROOT);
        fields.putIfAbsent(last, line.substring(colon + 1).strip());
      }
    }
    return fields;
  }
}
