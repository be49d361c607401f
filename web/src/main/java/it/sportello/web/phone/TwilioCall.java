package it.sportello.web.phone;

import java.util.List;
import java.util.Map;

/** A step of a call that carried Twilio's signature; there are no others. */
record TwilioCall(Map<String, List<String>> parameters) {
  PhoneCall step(String attempt) {
    return new PhoneCall(
        one("CallSid"),
        one("From"),
        one("Digits").strip(),
        attempt.matches("[123]") ? Integer.parseInt(attempt) : 1);
  }

  private String one(String name) {
    return parameters.getOrDefault(name, List.of("")).get(0);
  }
}
