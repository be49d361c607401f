package it.sportello.contacts;

import com.nulabinc.zxcvbn.Zxcvbn;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What a password of the staff's must not be: short, one of those that were stolen elsewhere (the
 * lists that zxcvbn ships, also with letters swapped for digits and years at the end), made of the
 * person's own name, or a walk over the keyboard. Nothing else is asked of it: any character, any
 * composition (NIST SP 800-63B section 5.1.1.2).
 */
final class PasswordRules {
  static final int SHORTEST = 12;
  static final int LONGEST = 200;

  /** Guesses that the best of guessers needs at least: 10 to the power of this. */
  private static final double GUESSES_LOG10 = 10;

  /** Judging takes more than linear time; what is strong up to here is strong. */
  private static final int JUDGED = 60;

  private static final List<String> OURS =
      List.of(
          "sportello",
          "sportelli",
          "assistenza",
          "supporto",
          "segnalazione",
          "helpdesk",
          "benvenuto",
          "benvenuti",
          "buongiorno",
          "ciaociao",
          "amoremio",
          "tiamo",
          "forzaitalia",
          "juventus",
          "milan",
          "inter",
          "napoli",
          "roma",
          "lazio",
          "italia",
          "milano",
          "torino",
          "amministratore",
          "administrator",
          "cambiami",
          "changeme",
          "letmein",
          "accesso",
          "segreto");

  private static final Zxcvbn GUESSER = new Zxcvbn();

  private PasswordRules() {}

  /**
   * @param own words that others know of this person: name, login, address
   * @throws InvalidValue with the reason, {@code password.short}, {@code .long}, {@code .own},
   *     {@code .common}
   */
  static void check(String password, List<String> own) {
    int length = password.codePointCount(0, password.length());
    if (length < SHORTEST) {
      throw new InvalidValue("password.short");
    }
    if (length > LONGEST) {
      throw new InvalidValue("password.long");
    }
    List<String> theirs = words(own);
    String judged = password.substring(0, Math.min(password.length(), JUDGED));
    var found = GUESSER.measure(judged, Stream.concat(theirs.stream(), OURS.stream()).toList());
    if (found.getGuessesLog10() >= GUESSES_LOG10) {
      return;
    }
    String lower = judged.toLowerCase(Locale.ROOT);
    boolean personal = theirs.stream().anyMatch(lower::contains);
    throw new InvalidValue(personal ? "password.own" : "password.common");
  }

  /** A name of several words also counts by each, an address also by what is before the at. */
  private static List<String> words(List<String> own) {
    return own.stream()
        .map(text -> text.toLowerCase(Locale.ROOT))
        .flatMap(text -> Stream.concat(Stream.of(text), Stream.of(text.split("[^\\p{L}\\p{N}]+"))))
        .filter(word -> word.length() >= 3)
        .distinct()
        .toList();
  }
}
