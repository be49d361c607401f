package it.sportello.web.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import it.sportello.web.harness.Answer;
import it.sportello.web.harness.Desk;
import it.sportello.web.harness.Visitor;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The tokens of programs and the keys of host products. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class KeysIT {
  private final Desk desk = Desk.running();
  private final Visitor admin = desk.staff("admin").with("Sec-Fetch-Site", "same-origin");

  @Test
  void aTokenIsShownOnceWorksAndIsOverTheMomentItIsRevoked() {
    String token = made("Sync");
    Visitor program = desk.anybody().with("Authorization", "Bearer " + token);

    assertTrue(token.matches("spt_[0-9A-Za-z]{46}"), token);
    program.get("/api/v1/tickets/999999999").expect(404);
    program.get("/api/v1/levels").expect(403);
    String page = admin.get("/keys").body();
    assertFalse(page.contains(token));
    assertTrue(page.contains(token.substring(0, 8)));
    long id =
        desk.sql()
            .number("select id from contacts.integration where hint = ?", token.substring(0, 8));
    assertEquals(
        1,
        desk.sql()
            .number(
                "select count(*) from contacts.integration where id = ? and last_used_at is not null",
                id));

    admin.post("/keys", Map.of("act", "revoke", "id", String.valueOf(id))).expect(302);

    program.get("/api/v1/tickets/999999999").expect(401);
  }

  @Test
  void aTokenRunsOutAtTheEndOfItsLastDay() {
    String token = made("Kurz");
    Visitor program = desk.anybody().with("Authorization", "Bearer " + token);
    try {
      desk.travelTo(desk.now().plus(Duration.ofDays(20)));
      program.get("/api/v1/tickets/999999999").expect(404);
      desk.travelTo(desk.now().plus(Duration.ofDays(15)));
      program.get("/api/v1/tickets/999999999").expect(401);
    } finally {
      desk.back();
    }
  }

  private String made(String name) {
    String last = desk.now().plus(Duration.ofDays(30)).toString().substring(0, 10);
    return admin
        .post("/keys", Map.of("act", "make", "name", name, "expires", last))
        .expect(200)
        .html()
        .select("#token")
        .text();
  }

  @Test
  void aProgramWithTheRoleMakesListsAndRevokesTokensAndOneWithoutDoesNot() {
    Instant expires = desk.now().plus(Duration.ofDays(7));
    String body = "{\"name\":\"CRM\",\"roles\":[],\"expires\":\"" + expires + "\"}";
    Answer made = desk.program().post("/api/v1/integrations", body).expect(201);
    Visitor crm = desk.anybody().with("Authorization", "Bearer " + made.at("/token"));

    crm.get("/api/v1/integrations").expect(403);
    crm.post("/api/v1/integrations", body).expect(403);
    crm.send("DELETE", "/api/v1/integrations/" + made.at("/id"), none(), "").expect(403);
    assertFalse(desk.program().get("/api/v1/integrations").body().contains(made.at("/token")));
    desk.program().send("DELETE", "/api/v1/integrations/" + made.at("/id"), none(), "").expect(204);
    desk.program().send("DELETE", "/api/v1/integrations/" + made.at("/id"), none(), "").expect(404);
    crm.get("/api/v1/tickets/1").expect(401);
  }

  @Test
  void aTokenThatCannotBeIsToldAtItsField() {
    for (String expires : new String[] {"2020-01-01T00:00:00Z", "2099-01-01T00:00:00Z", "soon"}) {
      Answer refused =
          desk.program()
              .post("/api/v1/integrations", "{\"name\":\"x\",\"expires\":\"" + expires + "\"}")
              .expect(422);
      assertEquals("/expires", refused.at("/errors/0/pointer"));
    }
    desk.program()
        .post(
            "/api/v1/integrations",
            "{\"name\":\"x\",\"expires\":\"2027-01-01T00:00:00Z\",\"token\":\"spt_mine\"}")
        .expect(422);
    assertTrue(
        admin
            .post("/keys", Map.of("act", "make", "name", "", "expires", "2027-01-01"))
            .expect(422)
            .html()
            .select("#name-error")
            .hasText());
  }

  @Test
  void aMistypedOrForgedTokenIsNobodys() {
    String token = made("Forged");
    for (String bad :
        new String[] {
          "spt_",
          "spt_x",
          token.substring(0, 49),
          token + "x",
          token.toUpperCase(java.util.Locale.ROOT),
          "spt_" + "a".repeat(5000)
        }) {
      desk.anybody().with("Authorization", "Bearer " + bad).get("/api/v1/queue").expect(401);
    }
  }

  @Test
  void aNewKeyIsTakenBesideTheOldOneUntilThatRetires() throws Exception {
    ECKey first = key();
    ECKey second = key();
    add(first.toPublicJWK().toJSONString()).expect(302);
    add(second.toPublicJWK().toJSONString()).expect(302);
    form(first).expect(200);
    form(second).expect(200);

    admin.post("/keys", retire(first, "7")).expect(302);
    form(first).expect(200);
    try {
      desk.travelTo(desk.now().plus(Duration.ofDays(8)));
      form(first).expect(401);
      form(second).expect(200);
    } finally {
      desk.back();
    }
    admin.post("/keys", retire(second, "0")).expect(302);
    form(second).expect(401);
    admin.post("/keys", retire(second, "7")).expect(302);
    form(second).expect(401);
    add(second.toPublicJWK().toJSONString()).expect(422);
  }

  @Test
  void aPrivateOrUnfitKeyIsRefusedAndNotSentBackAsStored() throws Exception {
    ECKey key = key();
    long before = desk.sql().number("select count(*) from contacts.product_key");

    assertTrue(
        add(key.toJSONString()).expect(422).html().select("#jwk-error").text().contains("privata"));
    add(new RSAKeyGenerator(2048).keyID("r").generate().toPublicJWK().toJSONString()).expect(422);
    add(new ECKeyGenerator(Curve.P_384).keyID("e").generate().toPublicJWK().toJSONString())
        .expect(422);
    add(new ECKeyGenerator(Curve.P_256).generate().toPublicJWK().toJSONString()).expect(422);
    add("{\"kty\":\"EC\",\"crv\":\"P-256\",\"kid\":\"z\",\"x\":\"AAAA\",\"y\":\"AAAA\"}")
        .expect(422);
    add("{\"kty\":\"oct\",\"k\":\"AAAA\",\"kid\":\"o\"}").expect(422);
    add("").expect(422);
    add("{".repeat(1999)).expect(422);
    Map<String, String> nowhere =
        Map.of("act", "add", "product", "none", "jwk", key.toPublicJWK().toJSONString());
    admin.post("/keys", nowhere).expect(422);

    assertEquals(before, desk.sql().number("select count(*) from contacts.product_key"));
  }

  private static Map<String, String> retire(ECKey key, String days) {
    return Map.of("act", "retire", "product", "demo", "kid", key.getKeyID(), "days", days);
  }

  private Answer add(String jwk) {
    return admin.post("/keys", new HashMap<>(Map.of("act", "add", "product", "demo", "jwk", jwk)));
  }

  /** The form's session for a token that is signed with {@code key}. */
  private Answer form(ECKey key) throws Exception {
    Instant now = desk.now();
    var claims =
        new JWTClaimsSet.Builder()
            .issuer("demo")
            .audience(desk.url())
            .jwtID(UUID.randomUUID().toString())
            .issueTime(Date.from(now))
            .expirationTime(Date.from(now.plusSeconds(60)))
            .claim("platform", "1042")
            .claim("contact", "titolare@pasticceria-aurora.example")
            .build();
    var token =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(key.getKeyID()).build(), claims);
    token.sign(new ECDSASigner(key));
    return desk.anybody().post("/widget/v1/session", "{\"token\":\"" + token.serialize() + "\"}");
  }

  private static ECKey key() throws Exception {
    return new ECKeyGenerator(Curve.P_256).keyID(UUID.randomUUID().toString()).generate();
  }

  private static java.net.http.HttpRequest.BodyPublisher none() {
    return java.net.http.HttpRequest.BodyPublishers.noBody();
  }
}
