package it.sportello.notifications.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.apache.james.jdkim.DKIMSigner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProverTest {
  private static final KeyPair KEY = key(2_048);
  private static final KeyPair OTHER = key(2_048);
  private static final KeyPair WEAK = key(512);
  private static final String PLAIN = "v=1; a=rsa-sha256; c=relaxed/relaxed; d=%s; s=k; h=%s; b=;";
  private static final String FIELDS = "from:to:subject:date";

  private final Map<String, String> zone = new HashMap<>();
  private final List<String> asked = new ArrayList<>();
  private final Prover prover =
      new Prover(
          Set.of("mx.desk.example", "2002:a05:*"),
          Set.of(),
          name -> {
            asked.add(name);
            if (zone.getOrDefault(name, "").equals("away")) {
              throw new NameServer.Away(name);
            }
            return zone.containsKey(name) ? List.of(zone.get(name)) : List.of();
          });

  @Test
  void aSignatureOfTheAuthorsDomainProves() throws Exception {
    published("a.example", KEY);

    Proof proof = prove(signed("a.example", KEY, mail("ana@a.example")), "a.example");

    assertEquals(new Proof(Trust.PROVEN, "dkim=a.example"), proof);
  }

  @Test
  void itHoldsWhenTheLinesLostTheirCarriageReturns() throws Exception {
    published("a.example", KEY);

    String mail = signed("a.example", KEY, mail("ana@a.example")).replace("\r\n", "\n");

    assertEquals(Trust.PROVEN, prove(mail, "a.example").trust());
  }

  @Test
  void oneChangedByteOfWhatIsSignedProvesNothing() throws Exception {
    published("a.example", KEY);
    zone.put("_dmarc.a.example", "v=DMARC1; p=reject");
    String mail = signed("a.example", KEY, mail("ana@a.example"));

    for (String[] change :
        List.of(
            new String[] {"Il testo", "Il tasto"},
            new String[] {"Subject: Prova", "Subject: Provo"},
            new String[] {"ana@a.example", "bea@a.example"})) {
      String changed = mail.replaceFirst(change[0], change[1]);
      assertNotEquals(mail, changed);
      assertEquals(Trust.FORGED, prove(changed, "a.example").trust(), change[1]);
    }
  }

  @ParameterizedTest(name = "from {0}, signed by {1}, policy of {2} {3}: {4}")
  @CsvSource(
      textBlock =
          """
          a.example,       a.example,       none,      '',                              PROVEN
          a.example,       b.example,       none,      '',                              UNPROVEN
          a.example,       b.example,       a.example, v=DMARC1; p=none,                DOUBTFUL
          a.example,       b.example,       a.example, v=DMARC1; p=reject,              FORGED
          a.example,       b.example,       a.example, v=DMARC1; p=quarantine,          FORGED
          a.example,       b.example,       a.example, v=DMARC2; p=reject,              UNPROVEN
          news.a.example,  a.example,       none,      '',                              PROVEN
          a.example,       news.a.example,  none,      '',                              UNPROVEN
          a.example,       news.a.example,  a.example, v=DMARC1; p=reject,              PROVEN
          a.example,       news.a.example,  a.example, v=DMARC1; p=reject; adkim=s,     FORGED
          x.a.example,     y.a.example,     a.example, v=DMARC1; p=reject,              PROVEN
          x.a.example,     y.a.example,     none,      '',                              UNPROVEN
          x.a.example,     b.example,       a.example, v=DMARC1; p=reject; sp=none,     DOUBTFUL
          x.a.example,     b.example,       a.example, v=DMARC1; p=none; sp=quarantine, FORGED
          a.co.example,    b.co.example,    co.example, v=DMARC1; p=none; psd=y,        DOUBTFUL
          a.example,       evila.example,   a.example, v=DMARC1; p=reject,              FORGED
          a.example,       example,         none,      '',                              UNPROVEN
          """)
  void theSignerHasToBeOfTheAuthorsHouse(
      String author, String signer, String owner, String policy, Trust trust) throws Exception {
    published(signer, KEY);
    if (!owner.equals("none")) {
      zone.put("_dmarc." + owner, policy);
    }
    if (policy.contains("psd=y")) {
      zone.put("_dmarc." + author, "v=DMARC1; p=none");
    }

    assertEquals(trust, prove(signed(signer, KEY, mail("x@" + author)), author).trust());
  }

  @Test
  void aKeyOfAnotherOrAWeakOneProvesNothing() throws Exception {
    published("a.example", OTHER);
    assertEquals(
        Trust.UNPROVEN,
        prove(signed("a.example", KEY, mail("ana@a.example")), "a.example").trust());

    published("a.example", WEAK);
    assertEquals(
        Trust.UNPROVEN,
        prove(signed("a.example", WEAK, mail("ana@a.example")), "a.example").trust());
  }

  @Test
  void aSignatureOfPartOfTheBodyProvesNothing() throws Exception {
    published("a.example", KEY);
    String signed =
        sign(PLAIN.formatted("a.example", FIELDS) + " l=4;", KEY, mail("ana@a.example"));

    assertEquals(Trust.UNPROVEN, prove(signed + "Aggiunto da altri.\r\n", "a.example").trust());
    assertEquals(Trust.UNPROVEN, prove(signed, "a.example").trust());
  }

  @Test
  void anExpiredSignatureOrOneThatLeavesOutTheAuthorProvesNothing() throws Exception {
    published("a.example", KEY);
    String expired =
        sign(
            PLAIN.formatted("a.example", FIELDS)
                + " x="
                + (System.currentTimeMillis() / 1_000 + 2)
                + ";",
            KEY,
            mail("ana@a.example"));
    Thread.sleep(3_000);

    assertEquals(Trust.UNPROVEN, prove(expired, "a.example").trust());
    String good = signed("a.example", KEY, mail("ana@a.example"));
    assertEquals(Trust.UNPROVEN, prove(good.replaceFirst("h=from:", "h="), "a.example").trust());
  }

  @Test
  void ofAHundredSignaturesFiveAreLookedAt() throws Exception {
    published("a.example", KEY);
    String good = signed("a.example", KEY, mail("ana@a.example"));
    StringBuilder many = new StringBuilder();
    for (int i = 0; i < 99; i++) {
      many.append(
          good.substring(0, good.indexOf("From:")).replace("d=a.example", "d=b" + i + ".example"));
    }

    assertEquals(Trust.UNPROVEN, prove(many + good, "a.example").trust());
    assertTrue(asked.stream().filter(name -> name.contains("_domainkey")).count() <= 5);
  }

  @Test
  void nameServersThatDoNotAnswerLeaveItOpen() throws Exception {
    zone.put("k._domainkey.a.example", "away");
    String mail = signed("a.example", KEY, mail("ana@a.example"));

    assertEquals(Trust.UNDECIDED, prove(mail, "a.example").trust());

    published("a.example", KEY);
    zone.put("_dmarc.a.example", "away");
    assertEquals(Trust.PROVEN, prove(mail, "a.example").trust());
    assertEquals(Trust.UNDECIDED, prove(mail("ana@a.example"), "a.example").trust());
  }

  @Test
  void theSilentNameServersOfAForgerKeepNobodyWaiting() throws Exception {
    zone.put("_dmarc.a.example", "v=DMARC1; p=reject");
    zone.put("k._domainkey.evil.example", "away");
    zone.put("k._domainkey.mail.a.example", "away");

    String forged = signed("evil.example", KEY, mail("ana@a.example"));
    assertEquals(Trust.FORGED, prove(forged, "a.example").trust());

    String relaxed = signed("mail.a.example", KEY, forged);
    assertEquals(Trust.UNDECIDED, prove(relaxed, "a.example").trust());
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          mx.desk.example; dmarc=pass header.from=a.example                     | PROVEN
          mx.desk.example; dmarc=pass (p=REJECT) header.from=A.example          | PROVEN
          mx.desk.example; dmarc=pass header.from=b.example                     | UNPROVEN
          mx.desk.example; dmarc=fail (p=REJECT sp=REJECT) header.from=a.example | FORGED
          mx.desk.example; dmarc=fail (p=NONE) header.from=a.example            | DOUBTFUL
          mx.desk.example; dmarc=fail policy.published-domain-policy=quarantine header.from=a.example | FORGED
          mx.desk.example 1; spf=pass smtp.mailfrom=ana@a.example               | PROVEN
          mx.desk.example; spf=pass smtp.mailfrom=ana@b.example                 | UNPROVEN
          mx.desk.example; spf=fail smtp.mailfrom=a.example; dkim=pass header.d=a.example | PROVEN
          mx.desk.example; dkim=pass header.d=evila.example                     | UNPROVEN
          mx.desk.example; none                                                 | UNPROVEN
          mx.desk.example (dmarc=pass header.from=a.example); none              | UNPROVEN
          mx.evil.example; dmarc=pass header.from=a.example                     | UNPROVEN
          mx.desk.example.evil.example; dmarc=pass header.from=a.example        | UNPROVEN
          mx.desk.example; x="; dmarc=pass header.from=a.example"               | UNPROVEN
          mx.desk.example; spf=pass smtp.mailfrom="x\\"; dmarc=pass header.from=a.example; \\""@evil.example | UNPROVEN
          mx.desk.example; spf=pass smtp.helo="x smtp.mailfrom=ana@a.example" smtp.mailfrom=ana@evil.example | UNPROVEN
          mx.desk.example; none (\\); dmarc=pass header.from=a.example)          | UNPROVEN
          """)
  void ourOwnServersWordIsTaken(String field, Trust trust) throws Exception {
    String mail = "Authentication-Results: " + field + "\r\n" + mail("ana@a.example");

    assertEquals(trust, prove(mail, "a.example").trust());
  }

  @Test
  void aFieldBelowAStrangersHopOrBelowOurOwnWordIsNobodysWord() throws Exception {
    String forged =
        "Authentication-Results: mx.desk.example; dmarc=pass header.from=a.example\r\n"
            + mail("ana@a.example");
    String hop = "Received: from x by mx.evil.example with SMTP; now\r\n";
    String ourHop = "Received: from y (by mx.evil.example) by mx.desk.example with SMTP; now\r\n";
    String inside = "Received: by 2002:a05:6402::1 with SMTP id a; now\r\n";
    String ours =
        "Authentication-Results: mx.desk.example; dmarc=fail (p=reject) header.from=a.example\r\n";

    assertEquals(Trust.UNPROVEN, prove(hop + forged, "a.example").trust());
    assertEquals(Trust.UNPROVEN, prove(ourHop + hop + forged, "a.example").trust());
    assertEquals(Trust.FORGED, prove(ourHop + ours + forged, "a.example").trust());
    assertEquals(Trust.PROVEN, prove(inside + ourHop + forged, "a.example").trust());
  }

  /** The property behind the table: whatever is changed, nothing becomes proven that was not. */
  @Test
  void mutilatedMailsAreNeverProvenAndNeverBreakTheProver() throws Exception {
    published("a.example", KEY);
    byte[] whole =
        signed("a.example", KEY, mail("ana@a.example")).getBytes(StandardCharsets.US_ASCII);
    Random random = new Random(20261122);
    int from = new String(whole, StandardCharsets.US_ASCII).indexOf("\r\n\r\n") + 4;
    for (int i = 0; i < 300; i++) {
      byte[] mail = whole.clone();
      int at = from + random.nextInt(mail.length - from - 2);
      byte letter = (byte) ('a' + random.nextInt(26));
      if (mail[at] <= ' ' || mail[at] == letter) {
        continue;
      }
      mail[at] = letter;
      assertEquals(
          Trust.UNPROVEN, prover.prove(new ByteArrayInputStream(mail), "a.example").trust());
    }
  }

  private Proof prove(String mail, String domain) throws Exception {
    return prover.prove(new ByteArrayInputStream(mail.getBytes(StandardCharsets.US_ASCII)), domain);
  }

  private void published(String domain, KeyPair key) {
    zone.put(
        "k._domainkey." + domain,
        "v=DKIM1; k=rsa; p=" + Base64.getEncoder().encodeToString(key.getPublic().getEncoded()));
  }

  private static String mail(String from) {
    return """
        From: Ana <%s>
        To: support@desk.example
        Subject: Prova
        Date: Fri, 20 Nov 2026 11:00:00 +0100
        Message-ID: <x@a.example>

        Il testo della segnalazione.
        Due righe.
        """
        .formatted(from)
        .replace("\n", "\r\n");
  }

  private static String signed(String domain, KeyPair key, String mail) throws Exception {
    return sign(PLAIN.formatted(domain, FIELDS), key, mail);
  }

  private static String sign(String template, KeyPair key, String mail) throws Exception {
    String field =
        new DKIMSigner(template.replace("b=;", "bh=; b=;"), key.getPrivate())
            .sign(new ByteArrayInputStream(mail.getBytes(StandardCharsets.US_ASCII)));
    return field + "\r\n" + mail;
  }

  private static KeyPair key(int bits) {
    try {
      KeyPairGenerator keys = KeyPairGenerator.getInstance("RSA");
      keys.initialize(bits);
      return keys.generateKeyPair();
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
