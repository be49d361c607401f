package it.sportello.web.phone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TwilioSignatureTest {
  private static final String URL = "https://mycompany.com/myapp.php?foo=1&bar=2";
  private static final Map<String, List<String>> PARAMETERS =
      Map.of(
          "CallSid", List.of("CA1234567890ABCDE"),
          "Caller", List.of("+14158675309"),
          "Digits", List.of("1234"),
          "From", List.of("+14158675309"),
          "To", List.of("+18005551212"));
  private final TwilioSignature signature = new TwilioSignature("12345");

  @Test
  void theExampleThatTwilioPublishesIsRight() {
    assertTrue(signature.isRight("RSOYDt4T1cUTdK1PDd93/VVr8B8=", URL, PARAMETERS));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "RSOYDt4T1cUTdK1PDd93/VVr8B8",
        "rSOYDt4T1cUTdK1PDd93/VVr8B8=",
        "RSOYDt4T1cUTdK1PDd93/VVr8B8= ",
        "è"
      })
  void everyOtherSignatureIsWrong(String other) {
    assertFalse(signature.isRight(other, URL, PARAMETERS));
  }

  @Test
  void aSignatureHoldsForOneAddressAndOneSetOfParametersOnly() {
    var right = signature.of(URL, PARAMETERS);

    assertFalse(signature.isRight(right, URL + "&x", PARAMETERS));
    assertFalse(signature.isRight(right, URL, Map.of("CallSid", List.of("CA1234567890ABCDE"))));
    assertFalse(new TwilioSignature("12346").isRight(right, URL, PARAMETERS));
  }

  @Test
  void aValueIsSignedAsItWasMeantNotAsItWasEncoded() throws IOException {
    var body = "From=%2B39333&City=Citt%C3%A0+alta&Digits=";

    var parameters =
        TwilioCallReader.parameters(
            new ByteArrayInputStream(body.getBytes(StandardCharsets.US_ASCII)));

    assertEquals(
        Map.of("From", List.of("+39333"), "City", List.of("Città alta"), "Digits", List.of("")),
        parameters);
  }
}
