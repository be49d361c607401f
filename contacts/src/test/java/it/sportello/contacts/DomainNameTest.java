package it.sportello.contacts;

import static org.junit.jupiter.api.Assertions.assertEquals;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DomainNameTest {
  @Property(tries = 20_000)
  void whatLooksPlainIsWhatTheLongWayMakesOfIt(@ForAll("nearlyPlain") String typed) {
    assertEquals(
        outcome(() -> DomainName.compared(typed)), outcome(() -> new DomainName(typed).ascii()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "xn--caff-8oa.example",
        "xn--.example",
        "a.xn--zzzzzzzz",
        "aurora.example.",
        ".aurora.example",
        "aurora.1",
        "a_b.example",
        "1.example",
        "ab--cd.example",
        "aurora.example\n",
        "A.example"
      })
  void noShapeSlipsByTheLongWay(String typed) {
    assertEquals(
        outcome(() -> DomainName.compared(typed)), outcome(() -> new DomainName(typed).ascii()));
    String longest = ("a".repeat(63) + ".").repeat(3) + typed;
    assertEquals(
        outcome(() -> DomainName.compared(longest)),
        outcome(() -> new DomainName(longest).ascii()));
  }

  private static String outcome(java.util.function.Supplier<String> made) {
    try {
      return made.get();
    } catch (InvalidValue e) {
      return "! " + e.key();
    }
  }

  @Provide
  Arbitrary<String> nearlyPlain() {
    Arbitrary<String> label =
        Arbitraries.oneOf(
            Arbitraries.strings().withChars("abxn019-").ofMinLength(0).ofMaxLength(66),
            Arbitraries.strings().withChars("abxn01-").ofMinLength(1).ofMaxLength(6),
            Arbitraries.of("xn--", "xn--caff-8oa", "é", "A", "ß", "аb"));
    return label.list().ofMinSize(1).ofMaxSize(8).map(labels -> String.join(".", labels));
  }
}
