package it.sportello.contacts;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class PasskeyRulesTest {
  private static final String URL = "https://desk.example";
  private static final byte[] CHALLENGE = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] OTHER = "fedcba9876543210".getBytes(StandardCharsets.US_ASCII);

  private final PasskeyRules rules = new PasskeyRules(URL);

  @Test
  void aKeyThatWasMadeHereSignsInHere() {
    SoftKey device = device();
    PasskeyRules.Key key = made(device);

    assertArrayEquals(device.credential(), key.credential());
    assertEquals(1, key.count());
    assertEquals(
        OptionalLong.of(2), rules.signed(CHALLENGE, key, device.counting(2).show(CHALLENGE), true));
    assertArrayEquals(
        CHALLENGE, rules.challenge(device.show(CHALLENGE).clientData()).orElseThrow());
  }

  @Test
  void aPortBelongsToTheOriginAndNotToTheHost() {
    PasskeyRules local = new PasskeyRules("http://localhost:8080");

    assertEquals("localhost", local.host());
    SoftKey device = new SoftKey("http://localhost:8080", "localhost");
    assertTrue(local.made(CHALLENGE, device.make(CHALLENGE)).isPresent());
    assertTrue(local.made(CHALLENGE, device.at("http://localhost:9090").make(CHALLENGE)).isEmpty());
  }

  @Test
  void aKeyOfAnotherSiteOrAnotherQuestionIsNotTaken() {
    List.of(
            device().at("https://desk.example.evil"),
            device().at("https://evil.desk.example"),
            device().at("http://desk.example"),
            device().at("https://desk.example:8443"),
            device().speakingFor("evil.example"),
            device().confused(),
            device().flagged(SoftKey.VERIFIED),
            device().flagged(0))
        .forEach(bad -> assertTrue(rules.made(CHALLENGE, bad.make(CHALLENGE)).isEmpty()));
    assertTrue(rules.made(CHALLENGE, device().make(OTHER)).isEmpty());
  }

  @Test
  void aSignatureForAnotherSiteOrAnotherQuestionIsNotTaken() {
    SoftKey device = device();
    PasskeyRules.Key key = made(device);
    device.counting(5);
    assertRefused(key, device.at("https://desk.example.evil").show(CHALLENGE));
    assertRefused(key, device.at("http://desk.example").show(CHALLENGE));
    device.at(URL);
    assertRefused(key, device.speakingFor("evil.example").show(CHALLENGE));
    device.speakingFor("desk.example");
    assertRefused(key, device.show(OTHER));
    assertRefused(key, device.flagged(SoftKey.VERIFIED).show(CHALLENGE));
    device.flagged(SoftKey.PRESENT | SoftKey.VERIFIED);
    assertRefused(key, device.confused().show(CHALLENGE));
  }

  @Test
  void aCounterThatDoesNotMoveOnIsACopiedDevice() {
    SoftKey device = device().counting(7);
    PasskeyRules.Key key = made(device);

    assertRefused(key, device.counting(7).show(CHALLENGE));
    assertRefused(key, device.counting(6).show(CHALLENGE));
    assertRefused(key, device.counting(0).show(CHALLENGE));
    assertTrue(rules.signed(CHALLENGE, key, device.counting(8).show(CHALLENGE), true).isPresent());
  }

  @Test
  void aDeviceThatDoesNotCountIsTaken() {
    SoftKey device = device().counting(0);

    assertEquals(
        OptionalLong.of(0), rules.signed(CHALLENGE, made(device), device.show(CHALLENGE), true));
  }

  @Test
  void aloneItHasToHaveVerifiedItsUser() {
    SoftKey device = device();
    PasskeyRules.Key key = made(device);
    PasskeyProof proof = device.counting(2).flagged(SoftKey.PRESENT).show(CHALLENGE);

    assertTrue(rules.signed(CHALLENGE, key, proof, true).isEmpty());
    assertTrue(rules.signed(CHALLENGE, key, proof, false).isPresent());
  }

  @Test
  void anotherKeysSignatureIsNotTaken() {
    SoftKey mine = device();
    SoftKey other = device();

    assertRefused(made(mine), other.counting(2).show(CHALLENGE));
    PasskeyProof forged = other.show(CHALLENGE);
    assertRefused(
        made(mine),
        new PasskeyProof(
            PasskeyRules.text(mine.credential()),
            forged.clientData(),
            forged.authenticatorData(),
            forged.signature(),
            ""));
  }

  /** Never an exception, whatever somebody sends. */
  @Property(tries = 300)
  void whatIsNoAnswerIsNotTaken(@ForAll byte[] noise, @ForAll String words, @ForAll int at) {
    SoftKey device = device();
    PasskeyOffer offer = device.make(CHALLENGE);
    byte[] bent = PasskeyRules.bytes(offer.attestation());
    bent[Math.floorMod(at, 30)] ^= 0x5a;
    for (String part : List.of(words, PasskeyRules.text(noise), "", "{}", "bnVsbA")) {
      assertTrue(rules.made(CHALLENGE, new PasskeyOffer("x", part, offer.attestation())).isEmpty());
      assertTrue(rules.made(CHALLENGE, new PasskeyOffer("x", offer.clientData(), part)).isEmpty());
      assertRefused(KEY, new PasskeyProof(part, part, part, part, ""));
      assertTrue(rules.challenge(part).isEmpty());
    }
    assertTrue(
        rules
            .made(
                CHALLENGE,
                new PasskeyOffer(
                    "x",
                    offer.clientData(),
                    PasskeyRules.text(Arrays.copyOf(bent, Math.floorMod(at, bent.length)))))
            .isEmpty());
  }

  private static final PasskeyRules.Key KEY = made(device());

  private void assertRefused(PasskeyRules.Key key, PasskeyProof proof) {
    assertTrue(rules.signed(CHALLENGE, key, proof, false).isEmpty());
  }

  private static PasskeyRules.Key made(SoftKey device) {
    return new PasskeyRules(URL).made(CHALLENGE, device.make(CHALLENGE)).orElseThrow();
  }

  private static SoftKey device() {
    return new SoftKey(URL, "desk.example");
  }
}
