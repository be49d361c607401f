package it.sportello.contacts;

import static java.lang.Character.UnicodeScript.ARMENIAN;
import static java.lang.Character.UnicodeScript.BOPOMOFO;
import static java.lang.Character.UnicodeScript.COMMON;
import static java.lang.Character.UnicodeScript.CYRILLIC;
import static java.lang.Character.UnicodeScript.GREEK;
import static java.lang.Character.UnicodeScript.HAN;
import static java.lang.Character.UnicodeScript.HANGUL;
import static java.lang.Character.UnicodeScript.HIRAGANA;
import static java.lang.Character.UnicodeScript.INHERITED;
import static java.lang.Character.UnicodeScript.KATAKANA;
import static java.lang.Character.UnicodeScript.LATIN;

import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Refuses text that a reader takes for another. The rules are those of UTS 39 section 5.2, "highly
 * restrictive", and of the browsers for the addresses they show: one script, or Latin with the
 * scripts of one East Asian language; no word of another script whose every letter is a Latin one
 * to the eye; no letter that is another one in small, wide or mathematical dress.
 */
final class LookAlikes {
  private static final List<Set<UnicodeScript>> TOGETHER =
      List.of(
          EnumSet.of(LATIN, HAN, HIRAGANA, KATAKANA),
          EnumSet.of(LATIN, HAN, BOPOMOFO),
          EnumSet.of(LATIN, HAN, HANGUL));

  /** Letters that are Latin to the eye, in lower case. */
  private static final Map<UnicodeScript, String> LATIN_TO_THE_EYE =
      Map.of(
          CYRILLIC, "асԁеһіјӏорԛѕԝхуъьҽпгѵѡкт",
          GREEK, "αγικνορυτωηϲϳχ",
          ARMENIAN, "օսոհացքյ");

  private static final int LONGEST_CLUSTER = 2;

  /** Dotless i, and the letters of phonetic script. */
  private static final Pattern LATIN_IN_DISGUISE = Pattern.compile("[\u0131\u0237\u0250-\u02af]");

  /** Hangul fillers and the Khmer vowels that nobody sees. */
  private static final String UNSEEN_LETTERS = "\u115f\u1160\u17b4\u17b5";

  private LookAlikes() {}

  /**
   * Nothing in the text is invisible or changes the direction of what follows.
   *
   * @throws InvalidValue {@code text.invisible}
   */
  static void refuseInvisible(String text) {
    if (text.codePoints().anyMatch(LookAlikes::isInvisible)) {
      throw new InvalidValue("text.invisible");
    }
  }

  /**
   * One word of an address: a label of a domain, or the part before the {@code @}.
   *
   * @param word in Unicode normalization form C
   * @throws InvalidValue {@code text.invisible}, {@code text.mixed} or {@code text.lookalike}
   */
  static void refuse(String word) {
    refuseInvisible(word);
    Set<UnicodeScript> scripts = EnumSet.noneOf(UnicodeScript.class);
    word.codePoints().mapToObj(UnicodeScript::of).forEach(scripts::add);
    scripts.removeAll(EnumSet.of(COMMON, INHERITED));
    if (scripts.size() > 1 && TOGETHER.stream().noneMatch(some -> some.containsAll(scripts))) {
      throw new InvalidValue("text.mixed");
    }
    if (!Normalizer.isNormalized(word, Normalizer.Form.NFKC)
        || LATIN_IN_DISGUISE.matcher(word).find()
        || isPiledUp(word)
        || scripts.stream().anyMatch(script -> isLatinToTheEye(word, script))) {
      throw new InvalidValue("text.lookalike");
    }
  }

  private static boolean isInvisible(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> UNSEEN_LETTERS.indexOf(character) >= 0;
    };
  }

  /** More marks on one letter than any language has, after normalization. */
  private static boolean isPiledUp(String word) {
    int marks = 0;
    for (int character : word.codePoints().toArray()) {
      marks = Character.getType(character) == Character.NON_SPACING_MARK ? marks + 1 : 0;
      if (marks > LONGEST_CLUSTER) {
        return true;
      }
    }
    return false;
  }

  private static boolean isLatinToTheEye(String word, UnicodeScript script) {
    String letters = LATIN_TO_THE_EYE.getOrDefault(script, "");
    return word.codePoints()
        .map(Character::toLowerCase)
        .filter(character -> UnicodeScript.of(character) == script)
        .allMatch(character -> letters.indexOf(character) >= 0);
  }
}
