package it.sportello.web.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import it.sportello.web.harness.Desk;
import it.sportello.web.harness.Settings;
import it.sportello.web.harness.Visitor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What proves who somebody is, the desk tells nobody, whoever asks and wherever. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class SecretsIT {
  private final Desk desk = Desk.running();

  @Test
  void noAnswerOfAnyRouteHoldsASecret() {
    Map<String, Visitor> callers = new LinkedHashMap<>();
    callers.put("a customer", desk.customer("titolare@pasticceria-aurora.example"));
    callers.put("an agent", desk.staff("anna.conti"));
    callers.put("an administrator", desk.staff("admin"));
    callers.put("an auditor", desk.auditor());
    callers.put("a program", desk.program());
    List<String> secrets = secrets();
    assertTrue(secrets.size() > 20, "nothing to look for: " + secrets.size());
    List<String> told = new ArrayList<>();
    int read = 0;
    for (String[] row : RightsMatrixIT.rows()) {
      String[] request = row[1].split(" +", 2);
      if (!request[0].equals("GET") || request[1].equals("/live")) {
        continue;
      }
      for (var caller : callers.entrySet()) {
        var answer = caller.getValue().get(request[1]);
        read += answer.status() == 200 ? 1 : 0;
        String body = answer.body();
        secrets.stream()
            .filter(body::contains)
            .forEach(secret -> told.add(request[1] + " as " + caller.getKey() + ": " + secret));
      }
    }

    assertEquals(List.of(), told);
    assertTrue(read > 60, "only " + read + " answers were read");
  }

  /** As they were told, as they are stored, and as each is written where bytes are written. */
  private List<String> secrets() {
    List<String> secrets = new ArrayList<>();
    secrets.addAll(List.of(Settings.PASSWORD, Settings.AUTHENTICATOR, Settings.TOKEN));
    secrets.add("twilio-under-test");
    secrets.addAll(
        desk.sql().column("select password_hash from contacts.staff where password_hash <> ''"));
    for (String column :
        List.of(
            "select secret_hash from contacts.session",
            "select token_hash from contacts.integration",
            "select sealed from contacts.second_factor",
            "select code_hash from contacts.recovery_code",
            "select secret_hash from contacts.claim where secret_hash is not null",
            "select secret_hash from contacts.invitation",
            "select secret_hash from contacts.sign_in_link",
            "select secret_hash from contacts.known_device",
            "select secret_hash from contacts.form_session")) {
      for (String format : List.of("hex", "base64")) {
        secrets.addAll(
            desk.sql()
                .column(
                    "select encode(s, '%s') from (%s) as found (s) limit 200"
                        .formatted(format, column)));
      }
    }
    return secrets.stream().filter(secret -> secret.length() > 7).toList();
  }
}
