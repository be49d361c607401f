package it.sportello.web.phone;

import static it.sportello.web.phone.Telephone.CODE;
import static it.sportello.web.phone.Telephone.VOICE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import it.sportello.web.harness.Desk;
import java.util.List;
import java.util.Map;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ArquillianExtension.class)
@RunAsClient
class PhoneLineIT {
  private final Desk desk = Desk.running();
  private final TwilioSignature signature = new TwilioSignature("twilio-under-test");
  private final Telephone telephone = new Telephone(desk);

  @AfterEach
  void theClockComesBack() {
    desk.back();
  }

  @Test
  void whoCallsIsAskedForTheCodeInBothLanguages() {
    var said = telephone.post(VOICE, Map.of()).expect(200);

    assertTrue(said.header("Content-Type").startsWith("text/xml"));
    assertTrue(said.body().contains("finishOnKey=\"#\""));
    assertTrue(said.body().contains("action=\"" + desk.url() + CODE + "\""));
    assertTrue(said.body().contains("<Say language=\"it-IT\">Assistenza clienti."));
    assertTrue(said.body().contains("<Say language=\"en-US\">Customer support."));
  }

  @Test
  void anEntitledCallerIsPutThroughWithATicketAlreadyOpen() {
    desk.travelTo("2026-11-24T09:30+01:00");

    var said = telephone.key("1042").expect(200).body();

    var number = desk.sql().text("select max(id) from ticketing.ticket where channel = 'PHONE'");
    assertTrue(said.contains("Pasticceria Aurora, livello Priorità."), said);
    assertTrue(said.contains("è la numero " + String.join(", ", number.split("")) + "."), said);
    assertTrue(said.contains("presa in carico entro martedì 24 novembre alle 11 e 30"), said);
    assertTrue(said.contains("<Dial timeout=\"40\">+390212345678</Dial>"), said);
    assertEquals(
        "Telefonata dalla console 1042",
        desk.sql()
            .text("select subject from ticketing.ticket where id = ?", Long.parseLong(number)));
  }

  @Test
  void aStepThatComesAgainIsAnsweredAlikeAndIsOneTicket() {
    desk.travelTo("2026-11-24T10:00+01:00");
    long before = calls();

    var first = telephone.key("1042").expect(200).body();

    assertEquals(first, telephone.key("1042").expect(200).body());
    assertEquals(before + 1, calls());
  }

  @Test
  void aWrongCodeMayBeKeyedInThreeTimes() {
    for (int attempt = 1; attempt <= 2; attempt++) {
      var again =
          telephone
              .post("/phone/twilio/code?attempt=" + attempt, Map.of("Digits", "9999"))
              .expect(200);
      assertTrue(again.body().contains("attempt=" + (attempt + 1)), again::body);
    }

    var goodbye =
        telephone.post("/phone/twilio/code?attempt=3", Map.of("Digits", "12")).expect(200).body();

    assertTrue(goodbye.contains("<Hangup") && goodbye.contains("scrivere a support@desk.example"));
  }

  @Test
  void whoKeysInNothingIsAskedAgain() {
    assertTrue(telephone.key("").expect(200).body().contains("Nessun codice ricevuto."));
  }

  @Test
  void aClosedLineSaysWhenItOpensAndOpensNoTicket() {
    desk.travelTo("2026-11-22T10:00+01:00");
    long before = calls();

    var said = telephone.key("1042").expect(200).body();

    assertTrue(said.contains("Si può richiamare da lunedì 23 novembre alle 9."), said);
    assertEquals(before, calls());
  }

  @Test
  void aLevelWithoutPhoneIsTold() {
    desk.travelTo("2026-11-24T10:00+01:00");

    assertTrue(
        telephone
            .key("3150")
            .expect(200)
            .body()
            .contains("The contract of Officina Verdi does not include support by phone."));
  }

  @Test
  void aLapsedContractIsTold() {
    desk.travelTo("2026-11-24T10:00+01:00");

    var said = telephone.key("4001").expect(200).body();

    assertTrue(said.contains("Cantina Sole") && said.contains("è scaduto il"), said);
  }

  @Test
  void withoutTwiliosSignatureNobodyGetsThrough() {
    var parameters = telephone.parameters(Map.of("Digits", "1042"));
    var right = signature.of(desk.url() + CODE, parameters);
    var other = signature.of(desk.url() + VOICE, parameters);
    var forged = new TwilioSignature("guess").of(desk.url() + CODE, parameters);

    desk.anybody().post(CODE, Telephone.flat(parameters)).expect(403);
    for (var wrong :
        List.of("", other, forged, right.toLowerCase(java.util.Locale.ROOT), right + "=")) {
      desk.anybody()
          .with("X-Twilio-Signature", wrong)
          .post(CODE, Telephone.flat(parameters))
          .expect(403);
    }
    desk.anybody()
        .with("X-Twilio-Signature", right)
        .post("/phone/twilio/code?attempt=2", Telephone.flat(parameters))
        .expect(403);
    desk.anybody().get(VOICE).expect(405);
  }

  private long calls() {
    return desk.sql().number("select count(*) from ticketing.ticket where channel = 'PHONE'");
  }
}
