package it.sportello.web.phone;

import it.sportello.web.harness.Answer;
import it.sportello.web.harness.Desk;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

/** One call to the switchboard, carried by the telephone company. */
public final class Telephone {
  static final String VOICE = "/phone/twilio/voice";
  static final String CODE = "/phone/twilio/code?attempt=1";

  private final Desk desk;
  private final TwilioSignature signature = new TwilioSignature("twilio-under-test");
  private final String call = "CA" + UUID.randomUUID();

  public Telephone(Desk desk) {
    this.desk = desk;
  }

  /** The console number, then the hash key. */
  public Answer key(String digits) {
    return post(CODE, Map.of("Digits", digits));
  }

  /** The ticket that the call has opened. */
  public Optional<Long> ticket() {
    return Optional.of(
            desk.sql()
                .number(
                    "select coalesce(max(id), 0) from ticketing.ticket where origin_key = ?", call))
        .filter(number -> number > 0);
  }

  Answer post(String path, Map<String, String> more) {
    var parameters = parameters(more);
    return desk.anybody()
        .with("X-Twilio-Signature", signature.of(desk.url() + path, parameters))
        .post(path, flat(parameters));
  }

  Map<String, List<String>> parameters(Map<String, String> more) {
    var parameters = new TreeMap<String, List<String>>();
    parameters.put("CallSid", List.of(call));
    parameters.put("From", List.of("anonymous"));
    parameters.put("CallerCity", List.of("CITTÀ ALTA"));
    more.forEach((name, value) -> parameters.put(name, List.of(value)));
    return parameters;
  }

  static Map<String, String> flat(Map<String, List<String>> parameters) {
    return parameters.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().get(0)));
  }
}
