package it.sportello.web.phone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import it.sportello.contacts.Language;
import it.sportello.ticketing.TicketId;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TwimlTest {
  private static final String CODE = "https://desk.example/phone/twilio/code?attempt=1";

  @Test
  void aCodeIsGatheredUntilTheHashAlsoWhenNoneComes() {
    var step = PhoneStep.ask(1, List.of(new Sentence(Language.IT, "Digita il codice.")));

    assertEquals(
        "<Response><Gather input=\"dtmf\""
            + " finishOnKey=\"#\" timeout=\"10\" actionOnEmptyResult=\"true\" method=\"POST\""
            + " action=\"https://desk.example/phone/twilio/code?attempt=1\">"
            + "<Say language=\"it-IT\">Digita il codice.</Say></Gather></Response>",
        text(step).substring(text(step).indexOf("?>") + 2));
  }

  @Test
  void aCallIsPutThroughAndNobodyIsLeftInSilence() {
    var step =
        new PhoneStep(
            List.of(new Sentence(Language.EN, "Please hold.")),
            PhoneStep.Next.CONNECT,
            0,
            Optional.of(new TicketId(1)),
            List.of(new Sentence(Language.EN, "Nobody.")));

    assertTrue(
        text(step)
            .endsWith(
                "<Say language=\"en-US\">Please hold.</Say><Dial timeout=\"40\">+390212345</Dial>"
                    + "<Say language=\"en-US\">Nobody.</Say><Hangup/></Response>"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "A & B <script>",
        "]]>",
        "\u0000\u0001\u001f",
        "\ud800",
        "\uffff",
        "\"'",
        "è 𝄞",
        "<!ENTITY x SYSTEM \"file:///etc/passwd\">&x;"
      })
  void whateverTheWordsHoldTheDocumentIsWellFormed(String words) throws XMLStreamException {
    var bytes = bytes(PhoneStep.goodbye(List.of(new Sentence(Language.IT, words))));

    var reader =
        XMLInputFactory.newFactory().createXMLStreamReader(new ByteArrayInputStream(bytes));

    while (reader.hasNext()) {
      reader.next();
    }
  }

  private static String text(PhoneStep step) {
    return new String(bytes(step), StandardCharsets.UTF_8);
  }

  private static byte[] bytes(PhoneStep step) {
    return Twiml.of(step, CODE, "+390212345");
  }
}
