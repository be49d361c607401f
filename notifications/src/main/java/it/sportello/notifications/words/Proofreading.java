package it.sportello.notifications.words;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.MustacheException;
import com.samskivert.mustache.Template;
import it.sportello.contacts.InvalidEntry;
import it.sportello.contacts.InvalidEntry.Fault;
import it.sportello.contacts.Language;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Reads words before they are kept: whatever passes can be written with any values, and says what
 * it must.
 */
public final class Proofreading {
  /** The longest that a part may be, in characters. */
  public static final Map<String, Integer> LONGEST =
      Map.of(
          "subject",
          200,
          "preheader",
          200,
          "headline",
          200,
          "text",
          5000,
          "button",
          60,
          "footer",
          500);

  private static final Set<String> MAY_BE_EMPTY = Set.of("preheader", "footer");
  private static final Pattern UNSEEN =
      Pattern.compile("[\\p{Cntrl}&&[^\\n\\t]]|[\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u2069]");

  /** Partials, other braces, unescaped values, blocks: an engine's, and nobody's words. */
  private static final Pattern STRANGE = Pattern.compile("\\{\\{\\s*[=>&{<$!]");

  private Proofreading() {}

  /**
   * @throws InvalidEntry with all that is wrong, at the parts where it is
   */
  public static void read(Kind kind, Wording wording) {
    List<Fault> faults = new ArrayList<>();
    wording.parts().forEach((name, words) -> faults.addAll(faults(kind, name, words)));
    if (faults.isEmpty()) {
      faults.addAll(written(kind, wording));
    }
    if (!faults.isEmpty()) {
      throw new InvalidEntry(faults);
    }
  }

  private static List<Fault> faults(Kind kind, String name, String words) {
    String pointer = "/" + name;
    if (words.isBlank()) {
      return MAY_BE_EMPTY.contains(name) ? List.of() : List.of(new Fault(pointer, "NotBlank"));
    }
    if (words.length() > LONGEST.get(name)) {
      return List.of(new Fault(pointer, "form.length", Map.of("max", LONGEST.get(name))));
    }
    if (UNSEEN.matcher(words).find() || !name.equals("text") && words.contains("\n")) {
      return List.of(new Fault(pointer, "text.invisible"));
    }
    if (STRANGE.matcher(words).find()) {
      return List.of(new Fault(pointer, "template.strange"));
    }
    try {
      return mentioned(kind, name, Compiled.PLAIN.compile(words));
    } catch (MustacheException e) {
      return List.of(new Fault(pointer, "template.unclosed"));
    }
  }

  private static List<Fault> mentioned(Kind kind, String name, Template template) {
    Mentions all = new Mentions(true);
    template.visit(all);
    List<Fault> faults = new ArrayList<>();
    Set<String> known = new TreeSet<>();
    kind.variables().forEach(variable -> known.add(variable.key()));
    all.names.stream()
        .filter(variable -> !known.contains(variable))
        .map(
            variable ->
                new Fault(
                    "/" + name,
                    "template.unknown",
                    Map.of("name", variable, "known", String.join(", ", known))))
        .forEach(faults::add);
    if (all.braces) {
      faults.add(new Fault("/" + name, "template.unclosed"));
    }
    if (name.equals("subject")) {
      Mentions always = new Mentions(false);
      template.visit(always);
      kind.neededInSubject().stream()
          .filter(variable -> !always.names.contains(variable.key()))
          .map(v -> new Fault("/subject", "template.needed", Map.of("name", v.key())))
          .forEach(faults::add);
    }
    return faults;
  }

  /** With every fact there, and with as few as there may be. */
  private static List<Fault> written(Kind kind, Wording wording) {
    List<Fault> faults = new ArrayList<>();
    Letters letters = new Letters();
    for (Language language : Language.values()) {
      for (Notice notice : List.of(Samples.full(kind, language), Samples.bare(kind, language))) {
        try {
          if (letters.write(notice, wording).subject().isBlank()) {
            faults.add(new Fault("/subject", "template.empty"));
          }
        } catch (MustacheException e) {
          faults.add(new Fault("", "template.unclosed"));
        }
      }
    }
    return faults.stream().distinct().toList();
  }

  /** What a template names: all of it, or only what is there whatever its sections do. */
  private static final class Mentions implements Mustache.Visitor {
    private final boolean inSections;
    private final Set<String> names = new LinkedHashSet<>();
    private boolean braces;

    Mentions(boolean inSections) {
      this.inSections = inSections;
    }

    @Override
    public void visitText(String text) {
      braces |= text.contains("{{") || text.contains("}}");
    }

    @Override
    public void visitVariable(String name) {
      names.add(name);
    }

    @Override
    public boolean visitInclude(String name) {
      names.add(name);
      return false;
    }

    @Override
    public boolean visitSection(String name) {
      return section(name);
    }

    @Override
    public boolean visitInvertedSection(String name) {
      return section(name);
    }

    private boolean section(String name) {
      if (inSections) {
        names.add(name);
      }
      return inSections;
    }
  }
}
