package it.sportello.web.pages;

import static org.junit.jupiter.api.Assertions.assertEquals;

import it.sportello.contacts.Language;
import it.sportello.notifications.proof.Trust;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProvenanceTest {
  @ParameterizedTest(name = "{0} by {1}, in {2}: {3}")
  @CsvSource({
    "PROVEN,   arc=list.example,  IT, Provato tramite list.example",
    "PROVEN,   arc=list.example,  EN, Proven through list.example",
    "PROVEN,   dkim=list.example, IT, Mittente provato",
    "UNPROVEN, arc=list.example,  IT, Mittente non provato",
    "FORGED,   arc=list.example,  EN, Almost certainly forged"
  })
  void aMessageSaysThroughWhomItsAuthorIsProven(
      Trust trust, String proof, Language language, String shown) {
    assertEquals(shown, Provenance.level(trust, proof, Words.in(language)));
  }
}
