package it.sportello.web.phone;

import it.sportello.contacts.Platform;
import it.sportello.ticketing.Origin;
import it.sportello.web.problem.Words;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;

/** What agents read of a call before they speak to the caller. */
record CallTicket(PhoneCall call, Platform platform) {
  private static final String BUNDLE = "it.sportello.web.phone.phone";

  /** One call is one ticket: a second platform keyed in during the same call is refused. */
  Origin origin() {
    return new Origin("phone", call.id(), sha256(call.id() + "\n" + platform.code().value()));
  }

  String subject() {
    return say("ticket.subject", Map.of("code", platform.code().value()));
  }

  String text() {
    return CallerNumber.of(call.from())
        .map(number -> say("ticket.text", Map.of("number", number)))
        .orElseGet(() -> say("ticket.text-hidden", Map.of()));
  }

  private String say(String key, Map<String, Object> facts) {
    return Words.of(BUNDLE, platform.language()).sentence(key, facts);
  }

  private static String sha256(String text) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
