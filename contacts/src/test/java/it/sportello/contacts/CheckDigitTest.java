package it.sportello.contacts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class CheckDigitTest {
  @Test
  void theExampleOfTheThesis() {
    assertEquals("5724", CheckDigit.append("572"));
    assertTrue(CheckDigit.holds("5724"));
    assertFalse(CheckDigit.holds("5727"));
  }

  @Property
  void everyWrongKeyAndEverySwapOfNeighboursIsFound(
      @ForAll @IntRange(min = 0, max = 999_999_989) int digits) {
    PlatformCode code = new PlatformCode(CheckDigit.append(String.valueOf(digits + 10)));
    List<String> slips = CodeMint.near(code).stream().skip(1).toList();

    assertTrue(CheckDigit.holds(code.value()));
    assertEquals(List.of(), slips.stream().filter(CheckDigit::holds).toList());
  }

  @Test
  void theSlipsAreAllThatOneHandCanMake() {
    Set<String> slips = new HashSet<>(CodeMint.near(new PlatformCode("1223")));

    assertEquals(1 + 4 * 9 + 2, slips.size());
    assertTrue(slips.containsAll(List.of("1223", "2123", "1232", "9223", "1220")));
  }

  @RepeatedTest(100)
  void aCodeOfTheDeskHasEightDigitsAndNoZeroInFront() {
    String code = CodeMint.draw().value();

    assertTrue(code.matches("[1-9][0-9]{7}"), code);
    assertTrue(CheckDigit.holds(code), code);
  }
}
