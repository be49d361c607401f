package it.sportello.web.phone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import it.sportello.contacts.Language;
import it.sportello.contacts.Platform;
import it.sportello.contacts.PlatformCode;
import it.sportello.contacts.PlatformId;
import it.sportello.entitlements.Admission.Admitted;
import it.sportello.entitlements.Admission.Reason;
import it.sportello.entitlements.Admission.Refused;
import it.sportello.entitlements.Promise;
import it.sportello.entitlements.Receipt;
import it.sportello.ticketing.Deadline;
import it.sportello.ticketing.TicketId;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.ResourceBundle;
import org.junit.jupiter.api.Test;

class PhoneDialogueTest {
  private static final ZoneId ROME = ZoneId.of("Europe/Rome");
  private final PhoneDialogue dialogue = new PhoneDialogue("support@desk.example");

  @Test
  void theGreetingAsksForTheCodeInItalianThenInEnglish() {
    var step = dialogue.greeting();

    assertEquals(PhoneStep.Next.ASK_CODE, step.next());
    assertEquals(1, step.attempt());
    assertEquals(
        List.of(
            new Sentence(
                Language.IT,
                "Assistenza clienti. Digitare il codice della console e poi il tasto cancelletto."),
            new Sentence(
                Language.EN, "Customer support. Key in your console code and then the pound key.")),
        step.sentences());
  }

  @Test
  void aWrongCodeMayBeKeyedInAgainTwice() {
    assertEquals(2, dialogue.wrongCode(1).attempt());
    assertEquals(3, dialogue.wrongCode(2).attempt());
    assertEquals(PhoneStep.Next.HANG_UP, dialogue.wrongCode(3).next());
    assertEquals(PhoneStep.Next.HANG_UP, dialogue.noCode(3).next());
  }

  @Test
  void theGoodbyeSaysWhatElseCanBeDone() {
    assertTrue(words(dialogue.wrongCode(3)).contains("scrivere a support@desk.example"));
    assertTrue(words(dialogue.wrongCode(3)).contains("write to support@desk.example"));
  }

  @Test
  void whoIsAdmittedHearsWhatWasFoundAndWhatIsPromised() {
    var step = dialogue.connect(aurora(Language.IT), "Priority", receipt());

    assertEquals(
        "Pasticceria Aurora, livello Priority. La segnalazione è la numero 1, 0, 0, 7. "
            + "Sarà presa in carico entro martedì 24 novembre alle 11. "
            + "La prima risposta arriverà entro martedì 24 novembre alle 17. "
            + "Restare in linea: la chiamata passa ora a una persona dell'assistenza.",
        words(step));
    assertEquals(PhoneStep.Next.CONNECT, step.next());
    assertEquals(Optional.of(new TicketId(1007)), step.ticket());
  }

  @Test
  void theSameIsSaidInTheLanguageOfThePlatform() {
    var step = dialogue.connect(aurora(Language.EN), "Priority", receipt());

    assertTrue(words(step).contains("taken in charge by Tuesday 24 November at 11 a.m."));
    assertTrue(step.sentences().stream().allMatch(said -> said.language() == Language.EN));
  }

  @Test
  void whereNobodyTakesCallsTheAnswerComesInWriting() {
    var step = dialogue.answerInWriting(aurora(Language.IT), "Priority", receipt());

    assertEquals(PhoneStep.Next.HANG_UP, step.next());
    assertTrue(words(step).endsWith("arriverà per email all'indirizzo registrato. Arrivederci."));
  }

  @Test
  void aClosedLineSaysWhenToCall() {
    var opens = Instant.parse("2026-11-24T08:00:00Z");
    var refused = new Refused(Reason.CLOSED, Optional.of(opens), Optional.empty(), ROME);

    var step = dialogue.refused(aurora(Language.IT), refused);

    assertEquals(
        "La linea telefonica ora è chiusa. Si può richiamare da martedì 24 novembre alle 9. "
            + "Si può sempre scrivere: dal modulo nel prodotto, oppure a support@desk.example. "
            + "Arrivederci.",
        words(step));
    assertEquals(PhoneStep.Next.HANG_UP, step.next());
  }

  @Test
  void aContractWithoutPhoneIsTold() {
    var refused = new Refused(Reason.NOT_INCLUDED, Optional.empty(), Optional.empty(), ROME);

    assertTrue(
        words(dialogue.refused(aurora(Language.EN), refused))
            .startsWith("The contract of Pasticceria Aurora does not include support by phone."));
  }

  @Test
  void aLapsedContractSaysSinceWhen() {
    var since = Instant.parse("2026-09-30T22:00:00Z");
    var refused = new Refused(Reason.LAPSED, Optional.empty(), Optional.of(since), ROME);

    assertTrue(
        words(dialogue.refused(aurora(Language.IT), refused))
            .contains("è scaduto il primo ottobre 2026."));
  }

  @Test
  void theTwoLanguagesSayTheSameThings() {
    var bundle = "it.sportello.web.phone.phone";

    assertEquals(
        ResourceBundle.getBundle(bundle, Language.IT.locale()).keySet(),
        ResourceBundle.getBundle(bundle, Language.EN.locale()).keySet());
  }

  private static String words(PhoneStep step) {
    return String.join(" ", step.sentences().stream().map(Sentence::words).toList());
  }

  private static Platform aurora(Language language) {
    return new Platform(
        new PlatformId(1), new PlatformCode("1042"), "Pasticceria Aurora", ROME, language);
  }

  private static Receipt receipt() {
    var promise =
        new Promise(
            new Deadline(Instant.parse("2026-11-24T10:00:00Z")),
            new Deadline(Instant.parse("2026-11-24T16:00:00Z")),
            Deadline.NEVER);
    return new Receipt(
        new TicketId(1007), new Admitted("priority", 3, false, promise, ROME), false);
  }
}
