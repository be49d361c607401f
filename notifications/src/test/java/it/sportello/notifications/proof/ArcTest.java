package it.sportello.notifications.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Mail that a list or a forwarder changed, and of which it says who wrote it. */
class ArcTest {
  private static final KeyPair KEY = ArcSealer.key(2_048);
  private static final KeyPair OTHER = ArcSealer.key(2_048);
  private static final KeyPair WEAK = ArcSealer.key(512);
  private static final String PASS = "dmarc=pass header.from=a.example";
  private static final String FAIL = "dmarc=fail header.from=a.example";
  private static final Proof THROUGH_LIST = new Proof(Trust.PROVEN, "arc=list.example");

  private final Map<String, String> zone = new HashMap<>();
  private final List<String> asked = new ArrayList<>();
  private final ArcSealer list = new ArcSealer("list.example", KEY).in(zone);
  private final ArcSealer hop = new ArcSealer("hop.example", KEY).in(zone);
  private final ArcSealer evil = new ArcSealer("evil.example", OTHER).in(zone);
  private final Prover prover = believing("list.example", "hop.example");

  @BeforeEach
  void theOwnerAsksThatUnsignedMailBeRefused() {
    zone.put("_dmarc.a.example", "v=DMARC1; p=reject");
  }

  @Test
  void aListedSealersWordProvesTheAuthor() throws Exception {
    String mail = list.seal(mail(), PASS);

    assertEquals(THROUGH_LIST, prove(mail));
    assertEquals(THROUGH_LIST, prove(mail.replace("\r\n", "\n")));
    assertEquals(THROUGH_LIST, prove(list.seal(mail(), "dkim=pass header.d=a.example")));
    assertEquals(
        THROUGH_LIST,
        prove(
            list.seal(
                mail(), "spf=fail smtp.mailfrom=x@b.example; dmarc=pass header.from=A.Example")));
  }

  @Test
  void itHoldsForMailThatAnotherProgramSealed() throws Exception {
    for (String line : resource("two-hops.zone").split("\n")) {
      zone.put(line.split(" ", 2)[0], line.split(" ", 2)[1]);
    }
    String mail = resource("two-hops.eml");

    assertEquals(THROUGH_LIST, prove(mail));
    assertEquals(Trust.FORGED, prove(believing("list.example"), mail).trust());
    assertEquals(Trust.FORGED, prove(believing("hop.example"), mail).trust());
    assertUnchanged(mail.replace("Due righe", "Tre righe"));
  }

  @Test
  void whoeverSealedAfterTheOneBelievedHasToBeListedToo() throws Exception {
    String listed = list.seal(mail(), PASS);

    assertEquals(THROUGH_LIST, prove(hop.seal(listed, FAIL)));
    assertUnchanged(evil.seal(listed, FAIL));
    assertUnchanged(evil.seal(listed, PASS));
    assertUnchanged(hop.seal(evil.seal(listed, PASS), FAIL));
    // What came before the first that is believed is nobody's word.
    assertEquals(
        new Proof(Trust.PROVEN, "arc=hop.example"), prove(hop.seal(evil.seal(mail(), FAIL), PASS)));
    assertUnchanged(hop.seal(evil.seal(mail(), PASS), FAIL));
  }

  @Test
  void theSetsOfAnHonestMailCarriedOverToAnotherProveNothing() throws Exception {
    String honest = list.seal(mail(), PASS);
    String sets = honest.substring(0, honest.indexOf("From: "));
    String forged = mail().replace("Il testo", "Pagate subito");

    assertUnchanged(sets + forged);
    assertUnchanged(evil.seal(sets + forged, PASS));
    assertUnchanged(evil.seal(sets + forged, 2, "pass", PASS, "", ""));
  }

  @Test
  void whatWasChangedAfterSealingProvesNothing() throws Exception {
    String mail = hop.seal(list.seal(mail(), PASS), FAIL);
    for (String[] change :
        List.of(
            new String[] {"Il testo", "Il tasto"},
            new String[] {"Subject: Prova", "Subject: Provo"},
            new String[] {"From: Ana", "From: Bea"},
            new String[] {"Due righe.\r\n", "Due righe.\r\nTre.\r\n"},
            new String[] {"dmarc=pass", "dmarc=pass;dkim=pass"},
            new String[] {"cv=pass", "cv=fail"},
            new String[] {"t=1795000000", "t=1795000001"},
            new String[] {"i=1; mx.list", "i=3; mx.list"},
            new String[] {"d=list.example", "d=hop.example"})) {
      String changed = mail.replaceFirst(change[0], change[1]);
      assertNotEquals(mail, changed);
      assertUnchanged(changed);
    }
  }

  @Test
  void anAuthorOtherThanTheOneSealedIsNotProven() throws Exception {
    String mail = list.seal(mail(), PASS);

    assertUnchanged(mail.replace("ana@a.example>", "ana@b.example>"), "b.example");
    assertUnchanged(list.seal(mail(), "dmarc=pass header.from=b.example"));
    assertUnchanged(list.seal(mail(), "dmarc=pass header.from=evila.example"));
    assertUnchanged(list.seal(mail(), "dkim=pass header.d=evila.example"));
    assertUnchanged("From: Bea <bea@a.example>\r\n" + mail);
    assertUnchanged(mail.replace("To: ", "From: Bea <bea@a.example>\r\nTo: "));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "none",
        FAIL,
        "dmarc=none header.from=a.example",
        "dmarc=temperror header.from=a.example; dkim=pass header.d=a.example",
        "dmarc=fail header.from=a.example; dkim=pass header.d=a.example",
        "dmarc=pass header.from=b.example; dkim=pass header.d=a.example",
        "dmarc=pass header.from=b.example; dmarc=pass header.from=a.example",
        "dmarc=pass",
        "dkim=fail header.d=a.example",
        "spf=pass smtp.mailfrom=ana@a.example",
        "arc=pass header.from=a.example",
        "x=y (dmarc=pass header.from=a.example)",
        "spf=fail smtp.mailfrom=\"x; dmarc=pass header.from=a.example\"@evil.example",
        "spf=fail smtp.mailfrom=\"x\\\"; dmarc=pass header.from=a.example; \\\"\"@evil.example"
      })
  void aSealerThatDoesNotSaySoProvesNothing(String results) throws Exception {
    assertUnchanged(list.seal(mail(), results));
  }

  @Test
  void aBrokenChainProvesNothing() throws Exception {
    String one = list.seal(mail(), PASS);
    String two = hop.seal(one, FAIL);

    assertUnchanged(hop.seal(one, 2, "fail", PASS, "", ""));
    assertUnchanged(hop.seal(one, 2, "none", PASS, "", ""));
    assertUnchanged(list.seal(mail(), 1, "pass", PASS, "", ""));
    assertUnchanged(list.seal(mail(), 1, "fail", PASS, "", ""));
    assertUnchanged(list.seal(mail(), 2, "pass", PASS, "", ""));
    assertUnchanged(hop.seal(one, 3, "pass", PASS, "", ""));
    assertUnchanged(list.seal(mail(), 0, "none", PASS, "", ""));
    for (String name : List.of("ARC-Seal", "ARC-Message-Signature", "ARC-Authentication-Results")) {
      assertUnchanged(without(name, 1, two));
      assertUnchanged(without(name, 2, two));
      assertUnchanged(field(name, 1, two) + two);
      assertUnchanged(field(name, 2, two) + two);
    }
  }

  @Test
  void aForgersOwnSetsInAnothersNameProveNothing() throws Exception {
    ArcSealer impostor = new ArcSealer("list.example", OTHER);
    assertUnchanged(impostor.seal(mail(), PASS));
    assertUnchanged(hop.seal(impostor.seal(mail(), PASS), FAIL));

    for (String alike :
        List.of("1ist.example", "list.example.evil.example", "a.list.example", "example")) {
      assertUnchanged(new ArcSealer(alike, OTHER).in(zone).seal(mail(), PASS));
    }
    String mixed =
        evil.seal(mail(), PASS).replace("d=evil.example; s=s; b=", "d=list.example; s=s; b=");
    assertUnchanged(mixed);
    // The results of an honest set, with the number of one's own.
    String honest = list.seal(mail(), PASS);
    String copied = field("ARC-Authentication-Results", 1, honest).replace("i=1;", "i=2;");
    String own = hop.seal(list.seal(mail(), FAIL), FAIL);
    assertUnchanged(copied + without("ARC-Authentication-Results", 2, own));
  }

  @Test
  void weakOrOddSignaturesProveNothing() throws Exception {
    assertUnchanged(list.seal(mail(), 1, "none", PASS, " l=4;", ""));
    assertUnchanged(list.seal(mail(), 1, "none", PASS, " x=1700000000;", ""));
    assertUnchanged(list.seal(mail(), 1, "none", PASS, "", " h=from;"));
    assertUnchanged(list.seal(mail(), 1, "none", PASS, "", " d=list.example;"));
    assertUnchanged(new ArcSealer("list.example", KEY, "to:subject").seal(mail(), PASS));
    assertUnchanged(new ArcSealer("list.example", KEY, "from:arc-seal").seal(mail(), PASS));
    assertUnchanged(list.seal(mail(), PASS).replace("rsa-sha256", "rsa-sha1"));
    assertUnchanged(new ArcSealer("list.example", WEAK).in(zone).seal(mail(), PASS));
    zone.put("s._domainkey.list.example", "v=DKIM1; k=rsa; p=");
    assertUnchanged(list.seal(mail(), PASS));
    zone.remove("s._domainkey.list.example");
    assertUnchanged(list.seal(mail(), PASS));
  }

  @Test
  void fiftySetsAreAChainAndSixtyAreNone() throws Exception {
    String mail = mail();
    for (int i = 1; i <= 50; i++) {
      mail = (i == 1 ? list : hop).seal(mail, i == 1 ? PASS : FAIL);
    }
    assertEquals(THROUGH_LIST, prove(mail));
    for (int i = 51; i <= 60; i++) {
      mail = hop.seal(mail, PASS);
    }
    assertUnchanged(mail);
  }

  @Test
  void nobodyIsAskedAboutAChainThatWouldProveNothing() throws Exception {
    prove(evil.seal(mail(), PASS));
    prove(list.seal(mail(), FAIL));
    prove(believing(), list.seal(mail(), PASS));
    assertFalse(asked.stream().anyMatch(name -> name.contains("_domainkey")), asked.toString());

    prove(new ArcSealer("list.example", OTHER).seal(evil.seal(mail(), PASS), PASS));
    assertFalse(asked.contains("s._domainkey.evil.example"), "a forger's names were asked for");
  }

  @Test
  void nameServersThatDoNotAnswerLeaveItOpenAndWithoutThemItIsAsWithoutTheSeals() throws Exception {
    String mail = list.seal(mail(), PASS);
    zone.put("s._domainkey.list.example", "away");
    Proof open = prove(mail);

    assertEquals(Trust.UNDECIDED, open.trust());
    assertEquals(Trust.FORGED, open.decided().trust());
    list.in(zone);
    assertEquals(THROUGH_LIST, prove(mail));
    zone.put("_dmarc.a.example", "away");
    assertEquals(THROUGH_LIST, prove(mail));
    assertEquals(Trust.UNPROVEN, prove(mail()).decided().trust());
  }

  @Test
  void aSealOutweighsOurOwnServersNoAndNeverItsYes() throws Exception {
    Prover trusting = new Prover(Set.of("mx.desk.example"), Set.of("list.example"), this::texts);
    String ours =
        "Authentication-Results: mx.desk.example; dmarc=%s (p=reject) header.from=a.example\r\n";

    assertEquals(THROUGH_LIST, prove(trusting, ours.formatted("fail") + list.seal(mail(), PASS)));
    assertEquals(
        new Proof(Trust.PROVEN, "dmarc=pass"),
        prove(trusting, ours.formatted("pass") + list.seal(mail(), PASS)));
    assertEquals(
        Trust.FORGED, prove(trusting, ours.formatted("fail") + evil.seal(mail(), PASS)).trust());
  }

  /** The property behind it all: whatever is changed, nothing becomes proven. */
  @Test
  void mutilatedMailsAreNeverProvenAndNeverBreakTheProver() throws Exception {
    byte[] whole = hop.seal(list.seal(mail(), PASS), FAIL).getBytes(StandardCharsets.US_ASCII);
    assertEquals(THROUGH_LIST, prove(new String(whole, StandardCharsets.US_ASCII)));
    Random random = new Random(20261123);
    int tried = 0;
    for (int i = 0; i < 2_000; i++) {
      byte[] mail = whole.clone();
      int at = random.nextInt(mail.length);
      byte letter = (byte) ('!' + random.nextInt(94));
      boolean same = Character.toLowerCase(mail[at]) == Character.toLowerCase(letter);
      // Of the last letter of a Base64 text some bits mean nothing.
      if (mail[at] <= ' ' || same || mail[at + 1] == '=') {
        continue;
      }
      mail[at] = letter;
      Proof proof = prover.prove(new ByteArrayInputStream(mail), "a.example");
      assertEquals(Trust.FORGED, proof.trust(), new String(mail, StandardCharsets.US_ASCII));
      tried++;
    }
    assertTrue(tried > 1_000);
  }

  private void assertUnchanged(String mail) throws Exception {
    assertUnchanged(mail, "a.example");
  }

  private void assertUnchanged(String mail, String author) throws Exception {
    Proof with = prover.prove(stream(mail), author);
    assertEquals(believing().prove(stream(mail), author), with, mail);
    assertNotEquals(Trust.PROVEN, with.trust());
  }

  private Prover believing(String... sealers) {
    return new Prover(Set.of(), Set.of(sealers), this::texts);
  }

  private List<String> texts(String name) throws NameServer.Away {
    asked.add(name);
    if (zone.getOrDefault(name, "").equals("away")) {
      throw new NameServer.Away(name);
    }
    return zone.containsKey(name) ? List.of(zone.get(name)) : List.of();
  }

  private Proof prove(String mail) throws Exception {
    return prove(prover, mail);
  }

  private static Proof prove(Prover by, String mail) throws Exception {
    return by.prove(stream(mail), "a.example");
  }

  private static InputStream stream(String mail) {
    return new ByteArrayInputStream(mail.getBytes(StandardCharsets.US_ASCII));
  }

  private static String without(String name, int number, String mail) {
    String field = field(name, number, mail);
    return mail.replace(field, "");
  }

  private static String field(String name, int number, String mail) {
    int from = mail.indexOf(name + ": i=" + number + ";");
    int to = from;
    do {
      to = mail.indexOf("\r\n", to) + 2;
    } while (mail.charAt(to) == ' ');
    return mail.substring(from, to);
  }

  private static String mail() {
    return """
        From: Ana <ana@a.example>
        To: support@desk.example
        Subject: Prova
        Date: Fri, 20 Nov 2026 11:00:00 +0100
        Message-ID: <x@a.example>

        Il testo della  segnalazione.
        Due righe.
        """
        .replace("\n", "\r\n");
  }

  private static String resource(String name) throws Exception {
    try (InputStream in = ArcTest.class.getResourceAsStream("/arc/" + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
