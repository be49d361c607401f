package it.sportello.notifications.words;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import it.sportello.contacts.Language;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Writes letters. The phrases of a kind and a language are one file of templates whose variables
 * are {@code number subject agent desk when takeBy}; anything else in braces is an error when the
 * desk starts, and braces in a value are just braces.
 */
public final class Letters {
  private static final List<String> PHRASES =
      List.of("subject", "preheader", "headline", "lead", "button", "footer");

  private record Phrases(Map<String, Template> templates) {}

  private final Map<Language, Map<Kind, Phrases>> phrases = new EnumMap<>(Language.class);
  private final Map<Language, Properties> labels = new EnumMap<>(Language.class);
  private final Template html;
  private final Template plain;

  /** Reads and compiles all templates. */
  public Letters() {
    Mustache.Compiler asIs =
        Mustache.compiler().escapeHTML(false).emptyStringIsFalse(true).strictSections(true);
    html = asIs.escapeHTML(true).compile(resource("layout.html"));
    plain = asIs.compile(resource("layout.txt"));
    for (Language language : Language.values()) {
      String suffix = "." + language.name().toLowerCase(Locale.ROOT) + ".properties";
      labels.put(language, properties("labels" + suffix));
      Map<Kind, Phrases> kinds = new EnumMap<>(Kind.class);
      for (Kind kind : Kind.values()) {
        String name = kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
        kinds.put(kind, compile(asIs, properties(name + suffix)));
      }
      phrases.put(language, kinds);
    }
  }

  /** The same notice gives the same letter. */
  public Letter write(Notice notice) {
    Map<String, Object> values = values(notice);
    Map<String, Object> layout = new HashMap<>();
    phrases
        .get(notice.language())
        .get(notice.kind())
        .templates()
        .forEach((name, template) -> layout.put(name, template.execute(values).strip()));
    layout.put("language", notice.language().name().toLowerCase(Locale.ROOT));
    layout.put("desk", notice.desk());
    layout.put("link", notice.link());
    layout.put("number", notice.number());
    layout.put("eyebrow", label(notice, "ticket"));
    layout.put("rows", rows(notice));
    layout.put("body", notice.body().strip());
    layout.put("paragraphs", paragraphs(notice.body()));
    return new Letter(
        layout.get("subject").toString().replaceAll("\\s+", " ").strip(),
        plain.execute(layout).replaceAll("\n{3,}", "\n\n").strip() + "\n",
        html.execute(layout));
  }

  private Map<String, Object> values(Notice notice) {
    Map<String, Object> values = new HashMap<>();
    values.put("number", notice.number());
    values.put("subject", notice.lines().isEmpty() ? bare(notice) : counts(notice));
    values.put("agent", notice.agent());
    values.put("desk", notice.desk());
    values.put("when", spoken(notice, Optional.of(notice.at())));
    values.put("takeBy", spoken(notice, notice.takeInChargeBy()));
    return values;
  }

  /** A subject does not collect prefixes and numbers with each turn. */
  private static String bare(Notice notice) {
    return notice
        .subject()
        .replace("[" + notice.number() + "]", "")
        .replaceFirst("(?i)^\\s*((re|r|aw|sv)\\s*:\\s*)+", "")
        .strip();
  }

  private List<Map<String, String>> rows(Notice notice) {
    Map<String, String> rows = new LinkedHashMap<>();
    if (notice.kind() == Kind.RECEIVED) {
      rows.put("takeInChargeBy", spoken(notice, notice.takeInChargeBy()));
      rows.put("answerBy", spoken(notice, notice.answerBy()));
      rows.put("resolveBy", spoken(notice, notice.resolveBy()));
    }
    if (!notice.kind().isWrittenByAPerson() && !notice.number().isEmpty()) {
      rows.put("subject", notice.subject());
    }
    return Stream.concat(
            rows.entrySet().stream()
                .filter(row -> !row.getValue().isEmpty())
                .map(row -> row(label(notice, row.getKey()), row.getValue(), "")),
            notice.lines().stream().map(line -> row(notice, line)))
        .toList();
  }

  private Map<String, String> row(Notice notice, Notice.Line line) {
    String due =
        Spoken.date(line.due(), line.zone(), notice.theirs(), notice.at(), notice.language());
    return row(
        line.number() + " · " + line.platform() + " · " + line.level(),
        label(notice, line.promise()) + " " + due + ": " + label(notice, line.mark().name()),
        line.link());
  }

  private static Map<String, String> row(String label, String value, String link) {
    return Map.of("label", label, "value", value, "link", link);
  }

  /** "missed: 1, near: 2"; what there is none of is not counted. */
  private String counts(Notice notice) {
    return Stream.of(Notice.Mark.MISSED, Notice.Mark.NEAR)
        .map(mark -> count(notice, mark))
        .filter(count -> !count.isEmpty())
        .collect(Collectors.joining(", "));
  }

  private String count(Notice notice, Notice.Mark mark) {
    long many = notice.lines().stream().filter(line -> line.mark() == mark).count();
    return many == 0 ? "" : label(notice, "count." + mark) + ": " + many;
  }

  private static String spoken(Notice notice, Optional<Instant> instant) {
    return instant
        .map(at -> Spoken.date(at, notice.zone(), notice.theirs(), notice.at(), notice.language()))
        .orElse("");
  }

  private String label(Notice notice, String key) {
    return labels.get(notice.language()).getProperty(key);
  }

  private static List<Map<String, Object>> paragraphs(String body) {
    return Arrays.stream(body.strip().split("\n\\s*\n"))
        .filter(paragraph -> !paragraph.isBlank())
        .map(paragraph -> Map.<String, Object>of("lines", lines(paragraph)))
        .toList();
  }

  private static List<Map<String, Object>> lines(String paragraph) {
    List<String> lines = paragraph.lines().toList();
    List<Map<String, Object>> shown = new java.util.ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      shown.add(Map.of("line", lines.get(i), "more", i + 1 < lines.size()));
    }
    return shown;
  }

  private static Phrases compile(Mustache.Compiler compiler, Properties texts) {
    Map<String, Template> templates = new HashMap<>();
    for (String phrase : PHRASES) {
      templates.put(phrase, compiler.compile(texts.getProperty(phrase, "")));
    }
    return new Phrases(templates);
  }

  private static Properties properties(String name) {
    Properties properties = new Properties();
    try (Reader reader = open(name)) {
      properties.load(reader);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties;
  }

  private static String resource(String name) {
    try (Reader reader = open(name)) {
      StringBuilder text = new StringBuilder();
      char[] chunk = new char[8192];
      for (int read = reader.read(chunk); read >= 0; read = reader.read(chunk)) {
        text.append(chunk, 0, read);
      }
      return text.toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Reader open(String name) {
    return new InputStreamReader(
        Letters.class.getResourceAsStream("/it/sportello/notifications/words/" + name),
        StandardCharsets.UTF_8);
  }
}
