package it.sportello.web.widget;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class WidgetScriptTest {
  private final String script = WidgetScript.text();

  @Test
  void theScriptIsOneFunctionSoThatNothingLeaks() {
    assertTrue(script.startsWith("(() => {\n\"use strict\";"));
    assertTrue(script.endsWith("})();\n"));
  }

  @Test
  void theScriptUsesNothingThatAStrictPageForbids() {
    for (String forbidden :
        List.of(
            "eval(",
            "new Function",
            "innerHTML",
            "outerHTML",
            "insertAdjacentHTML",
            "document.write",
            "createElement(\"style\")",
            "style=",
            "srcdoc",
            "javascript:")) {
      assertFalse(script.contains(forbidden), forbidden);
    }
  }

  @Test
  void theScriptHearsNoMessagesOfOtherWindows() {
    assertFalse(script.contains("\"message\""));
  }

  @Test
  void everyWordIsThereInBothLanguages() {
    String words = script.substring(script.indexOf("const WORDS"), script.indexOf("class Times"));
    int english = words.indexOf("en: bare(");

    assertEquals(names(words.substring(0, english)), names(words.substring(english)));
  }

  private static TreeSet<String> names(String words) {
    var names = new TreeSet<String>();
    Pattern.compile("^      (\\w+): ", Pattern.MULTILINE)
        .matcher(words)
        .results()
        .map((MatchResult found) -> found.group(1))
        .forEach(names::add);
    return names;
  }
}
