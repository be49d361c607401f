package it.sportello.contacts;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes up console numbers: eight digits, the last one a {@link CheckDigit}, none of them a zero in
 * front, so that nobody drops it. No number tells how many customers there are.
 */
final class CodeMint {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int LEAST = 1_000_000;

  private CodeMint() {}

  static PlatformCode draw() {
    int digits = LEAST + RANDOM.nextInt(9 * LEAST);
    return new PlatformCode(CheckDigit.append(String.valueOf(digits)));
  }

  /**
   * The code itself, and what becomes of it by one wrong key or by two neighbours swapped: where
   * none of these is anybody's, no such slip leads to another customer, not even to one whose
   * number the vendor has chosen.
   */
  static List<String> near(PlatformCode code) {
    List<String> near = new ArrayList<>(List.of(code.value()));
    char[] keys = code.value().toCharArray();
    for (int i = 0; i < keys.length; i++) {
      char key = keys[i];
      for (char other = '0'; other <= '9'; other++) {
        if (other != key) {
          keys[i] = other;
          near.add(new String(keys));
        }
      }
      keys[i] = key;
      if (i > 0 && keys[i - 1] != key) {
        keys[i] = keys[i - 1];
        keys[i - 1] = key;
        near.add(new String(keys));
        keys[i - 1] = keys[i];
        keys[i] = key;
      }
    }
    return near;
  }
}
