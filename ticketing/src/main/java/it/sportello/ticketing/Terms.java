package it.sportello.ticketing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What somebody typed into the search field, taken apart: what has to be there, what must not be,
 * the last word as far as it is typed, and a number.
 *
 * @param wanted all that is asked for, in the syntax of {@code websearch_to_tsquery}
 * @param unwanted what followed a minus, joined by {@code or}; may be empty
 * @param complete what stands before the last word; may be empty
 * @param begun the last word, of letters and digits alone; empty when it is too short to guess
 * @param number a ticket's, or 0
 */
record Terms(String wanted, String unwanted, String complete, String begun, long number) {
  private static final int LONGEST = 200;
  private static final Pattern TERM = Pattern.compile("-?\"[^\"]*\"?|\\S+");
  private static final Pattern BEGUN = Pattern.compile("[\\p{L}\\p{N}]{3,40}");
  private static final Pattern NUMBER = Pattern.compile("#?(\\d{1,18})");

  static Terms of(String typed) {
    String line = Plain.beginning(typed, LONGEST);
    List<String> wanted = new ArrayList<>();
    List<String> unwanted = new ArrayList<>();
    Matcher terms = TERM.matcher(line);
    while (terms.find()) {
      String term = terms.group();
      boolean without = term.startsWith("-") && term.length() > 1;
      (without ? unwanted : wanted).add(without ? term.substring(1) : term);
    }
    String last = wanted.isEmpty() ? "" : wanted.get(wanted.size() - 1);
    String begun = BEGUN.matcher(last).matches() ? last : "";
    return new Terms(
        String.join(" ", wanted),
        String.join(" or ", unwanted),
        begun.isEmpty() ? "" : String.join(" ", wanted.subList(0, wanted.size() - 1)),
        begun,
        number(line));
  }

  private static long number(String line) {
    Matcher number = NUMBER.matcher(line);
    return number.matches() ? Long.parseLong(number.group(1)) : 0;
  }

  /** Only exclusions would find nearly everything, so they find nothing. */
  boolean none() {
    return wanted.isEmpty();
  }

  /** As a condition on {@code ticketing.message m}; the query itself is made once. */
  String sql() {
    if (none()) {
      return "false";
    }
    String query = "ticketing.wanted(:wanted)";
    if (!begun.isEmpty()) {
      query = "(" + query + " || " + beginning() + ")";
    }
    if (!unwanted.isEmpty()) {
      query = "(" + query + " && !! ticketing.wanted(:unwanted))";
    }
    return "m.words @@ (select " + query + ")";
  }

  /** A query of no words at all would be a warning in the log of every search of one word. */
  private String beginning() {
    return complete.isEmpty()
        ? "(to_tsquery('italian', :prefix) || to_tsquery('english', :prefix)"
            + " || to_tsquery('simple', :prefix))"
        : "ticketing.begun(:complete, :begun)";
  }

  Map<String, Object> parameters() {
    Map<String, Object> values = new HashMap<>();
    if (none()) {
      return values;
    }
    values.put("wanted", wanted);
    if (!begun.isEmpty() && complete.isEmpty()) {
      values.put("prefix", begun + ":*");
    }
    if (!complete.isEmpty()) {
      values.put("complete", complete);
      values.put("begun", begun);
    }
    if (!unwanted.isEmpty()) {
      values.put("unwanted", unwanted);
    }
    return values;
  }
}
