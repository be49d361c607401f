package it.sportello.web.widget;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import it.sportello.contacts.Product;
import it.sportello.web.problem.Declined;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FormTokensTest {
  private static final Instant NOW = Instant.parse("2026-11-23T09:00:00Z");
  private static final String DESK = "https://desk.example";
  private static final ECKey KEY = key("k1");
  private static final ECKey OTHERS = key("k1");
  private static final Product DEMO = product("demo", KEY);
  private static final Product OTHER = product("other", OTHERS);

  private final FormTokens tokens =
      new FormTokens(
          id -> List.of(DEMO, OTHER).stream().filter(p -> p.id().equals(id)).findFirst(), DESK);

  @Test
  void aFreshTokenOfTheProductSaysWhoWritesAndWhatIsOpen() {
    FormToken token = tokens.verify(signed(claims().build(), KEY), NOW);

    assertEquals("1042", token.platform().value());
    assertEquals("titolare@pasticceria-aurora.example", token.contact().value());
    assertEquals(Map.of("list", "1", "message", "30"), token.context());
    assertEquals("demo", token.product().id());
  }

  @Test
  void whatIsNoFieldOfTheProductOrHasAnotherShapeIsLeftOutOfTheContext() {
    var context = Map.of("list", "1; drop", "message", "30", "secret", "7");

    FormToken token = tokens.verify(signed(claims().claim("context", context).build(), KEY), NOW);

    assertEquals(Map.of("message", "30"), token.context());
  }

  @Test
  void aTokenWithoutASignatureIsRefused() {
    assertRefused("form-token", new PlainJWT(claims().build()).serialize());
  }

  @Test
  void aTokenWhoseHeaderWasTurnedToNoneIsRefused() {
    String[] parts = signed(claims().build(), KEY).split("\\.");

    for (String alg : List.of("none", "None", "nOnE", "")) {
      String header = base64("{\"alg\":\"" + alg + "\"}");
      assertRefused("form-token", header + "." + parts[1] + ".");
      assertRefused("form-token", header + "." + parts[1] + "." + parts[2]);
    }
  }

  @Test
  void aTokenMadeWithThePublicKeyAsASharedSecretIsRefused() throws JOSEException {
    for (String secret : List.of(KEY.toPublicJWK().toJSONString(), DEMO.jwkSet())) {
      var token = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims().build());
      token.sign(new MACSigner(secret.getBytes(StandardCharsets.UTF_8)));
      assertRefused("form-token", token.serialize());
    }
  }

  @Test
  void aTokenForAnotherDeskIsRefused() {
    assertRefused("form-token", claims().audience("https://other.example"));
    assertRefused("form-token", claims().audience(List.of(DESK, "https://other.example")));
    assertRefused("form-token", claims().audience((String) null));
  }

  @Test
  void anExpiredTokenIsSaidToBeOverAndExactlyAtItsExpiryItIs() {
    assertRefused("form-token-over", claims().expirationTime(Date.from(NOW)));
    assertRefused(
        "form-token-over",
        claims()
            .issueTime(Date.from(NOW.minusSeconds(200)))
            .expirationTime(Date.from(NOW.minusSeconds(1))));
  }

  @Test
  void aTokenThatLivesLongerThanFiveMinutesOrForEverIsRefused() {
    assertRefused("form-token", claims().expirationTime(Date.from(NOW.plusSeconds(301))));
    assertRefused("form-token", claims().expirationTime(null));
    assertRefused("form-token", claims().issueTime(null));
  }

  @Test
  void aTokenOfTheFutureIsRefused() {
    Instant later = NOW.plusSeconds(61);
    assertRefused(
        "form-token",
        claims().issueTime(Date.from(later)).expirationTime(Date.from(later.plusSeconds(60))));
    assertRefused("form-token", claims().notBeforeTime(Date.from(later)));
  }

  @Test
  void aTokenSignedWithAnotherProductsKeyIsRefused() {
    assertRefused("form-token", signed(claims().build(), OTHERS));
    assertRefused("form-token", claims().issuer("other"));
    assertRefused("form-token", claims().issuer("unknown"));
    assertRefused("form-token", claims().issuer(null));
  }

  @Test
  void aKeyIdIsComparedAndNeverFollowed() throws JOSEException {
    var header = new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("../../etc/passwd").build();
    var token = new SignedJWT(header, claims().build());
    token.sign(new ECDSASigner(KEY));

    assertRefused("form-token", token.serialize());
  }

  @Test
  void anyAlteredCharacterSpoilsTheToken() {
    String good = signed(claims().build(), KEY);

    for (int at = 0; at < good.length() - 1; at++) {
      char other = good.charAt(at) == 'A' ? 'B' : 'A';
      assertRefused("form-token", good.substring(0, at) + other + good.substring(at + 1));
    }
  }

  @Test
  void aTokenWithoutPlatformContactOrIdIsRefused() {
    assertRefused("form-token", claims().claim("platform", null));
    assertRefused("form-token", claims().claim("platform", 1042));
    assertRefused("form-token", claims().claim("contact", null));
    assertRefused("form-token", claims().claim("contact", "nobody"));
    assertRefused("form-token", claims().jwtID(null));
    assertRefused("form-token", claims().jwtID("short"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "..", "a.b.c", "null", "{}", "eyJhbGciOiJFUzI1NiJ9.e30."})
  void whatIsNoTokenAtAllIsRefused(String text) {
    assertRefused("form-token", text);
  }

  private void assertRefused(String type, JWTClaimsSet.Builder claims) {
    assertRefused(type, signed(claims.build(), KEY));
  }

  private void assertRefused(String type, String token) {
    Declined declined = assertThrows(Declined.class, () -> tokens.verify(token, NOW));
    assertEquals(401, declined.problem().status());
    assertEquals(type, declined.problem().type());
  }

  private static JWTClaimsSet.Builder claims() {
    return new JWTClaimsSet.Builder()
        .issuer("demo")
        .audience(DESK)
        .issueTime(Date.from(NOW))
        .expirationTime(Date.from(NOW.plusSeconds(120)))
        .jwtID("0123456789abcdef0123456789abcdef")
        .claim("platform", "1042")
        .claim("contact", "titolare@pasticceria-aurora.example")
        .claim("context", Map.of("list", "1", "message", "30"));
  }

  private static String signed(JWTClaimsSet claims, ECKey key) {
    try {
      var token =
          new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("k1").build(), claims);
      token.sign(new ECDSASigner(key));
      return token.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Product product(String id, ECKey key) {
    return new Product(
        id,
        id,
        List.of("https://" + id + ".example"),
        new JWKSet(key.toPublicJWK()).toString(),
        List.of(
            new Product.ReferenceField("list", "Lista", "List", "[0-9]{1,9}"),
            new Product.ReferenceField("message", "ID", "ID", "[0-9]{1,9}")));
  }

  private static ECKey key(String id) {
    try {
      return new ECKeyGenerator(Curve.P_256).keyID(id).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String base64(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
