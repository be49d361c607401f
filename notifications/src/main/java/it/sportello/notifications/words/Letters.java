package it.sportello.notifications.words;

import com.samskivert.mustache.MustacheException;
import com.samskivert.mustache.Template;
import it.sportello.contacts.Language;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Writes letters: the words of a kind and a language, put into one layout that is the same for all.
 * Words know the variables of their kind and nothing else, and braces in a value are just braces.
 */
public final class Letters {
  private static final Template HTML = Compiled.HTML.compile(Shipped.text("layout.html"));
  private static final Template PLAIN = Compiled.PLAIN.compile(Shipped.text("layout.txt"));
  private static final Map<Language, Properties> LABELS = new EnumMap<>(Language.class);

  static {
    for (Language language : Language.values()) {
      LABELS.put(language, Shipped.labels(language));
    }
  }

  /** A version of words never changes, and there are few. */
  private final Map<Wording, Compiled> compiled = new ConcurrentHashMap<>();

  private final Map<String, Wording> shipped = new ConcurrentHashMap<>();

  /** In the words that the desk comes with. The same notice gives the same letter. */
  public Letter write(Notice notice) {
    return write(
        notice,
        shipped.computeIfAbsent(
            notice.kind() + "." + notice.language(),
            name -> Shipped.of(notice.kind(), notice.language())));
  }

  /**
   * In these words.
   *
   * @throws MustacheException when they cannot be filled in
   */
  public Letter write(Notice notice, Wording wording) {
    Compiled words = compiled.computeIfAbsent(wording, Compiled::new);
    Map<String, String> values = values(notice);
    Map<String, Object> layout = new HashMap<>();
    wording.parts().keySet().forEach(name -> layout.put(name, words.line(name, values)));
    layout.put("marked", words.html(values));
    layout.put("language", notice.language().name().toLowerCase(Locale.ROOT));
    layout.put("link", notice.link());
    layout.put("number", notice.number());
    layout.put("eyebrow", label(notice, "ticket"));
    layout.put("rows", rows(notice));
    layout.put("body", notice.body().strip());
    layout.put("paragraphs", paragraphs(notice.body()));
    layout.put("signature", notice.reply().signature().strip());
    layout.put("signatureLines", lines(notice.reply().signature().strip()));
    layout.put("quoted", notice.reply().answers().map(quote -> quoted(notice, quote)).orElse(""));
    layout.put(
        "quotedLines",
        lines(notice.reply().answers().map(quote -> quote.text().strip()).orElse("")));
    return new Letter(
        line(layout.get("subject").toString()),
        PLAIN.execute(layout).replaceAll("\n{3,}", "\n\n").strip() + "\n",
        HTML.execute(layout));
  }

  private static String line(String text) {
    return text.replaceAll("[\\p{Cntrl}\\u2028\\u2029\\s]+", " ").strip();
  }

  /** Of its own kind alone, and each in one line. */
  private static Map<String, String> values(Notice notice) {
    Map<String, String> values = new HashMap<>();
    notice
        .kind()
        .variables()
        .forEach(variable -> values.put(variable.key(), line(value(notice, variable))));
    return values;
  }

  private static String value(Notice notice, Variable variable) {
    return switch (variable) {
      case NUMBER -> notice.number();
      case SUBJECT -> bare(notice);
      case AGENT -> notice.agent();
      case PLATFORM -> notice.subject();
      case WHEN -> spoken(notice, Optional.of(notice.at()));
      case TAKE_BY -> spoken(notice, notice.takeInChargeBy());
      case ANSWER_BY -> spoken(notice, notice.answerBy());
      case RESOLVE_BY -> spoken(notice, notice.resolveBy());
      case COUNTS -> counts(notice);
      case DESK -> notice.desk();
    };
  }

  /** A subject does not collect prefixes and numbers with each turn. */
  private static String bare(Notice notice) {
    return notice
        .subject()
        .replace("[" + notice.number() + "]", "")
        .replaceFirst("(?i)^\\s*((re|r|aw|sv)\\s*:\\s*)+", "")
        .strip();
  }

  private static List<Map<String, String>> rows(Notice notice) {
    Map<String, String> rows = new LinkedHashMap<>();
    if (notice.kind() == Kind.RECEIVED) {
      rows.put("takeInChargeBy", spoken(notice, notice.takeInChargeBy()));
      rows.put("answerBy", spoken(notice, notice.answerBy()));
      rows.put("resolveBy", spoken(notice, notice.resolveBy()));
    }
    if (!notice.kind().isWrittenByAPerson() && !notice.number().isEmpty()) {
      rows.put("subject", notice.subject());
    }
    return Stream.of(
            rows.entrySet().stream()
                .filter(row -> !row.getValue().isEmpty())
                .map(row -> row(label(notice, row.getKey()), row.getValue(), "")),
            notice.lines().stream().map(line -> row(notice, line)),
            notice.reply().files().stream().map(file -> row(notice, file)))
        .flatMap(each -> each)
        .toList();
  }

  private static Map<String, String> row(Notice notice, Notice.Line line) {
    String due =
        Spoken.date(line.due(), line.zone(), notice.theirs(), notice.at(), notice.language());
    return row(
        line.number() + " · " + line.platform() + " · " + line.level(),
        label(notice, line.promise()) + " " + due + ": " + label(notice, line.mark().name()),
        line.link());
  }

  private static Map<String, String> row(Notice notice, Notice.Linked file) {
    long tenths = Math.max(1, Math.round(file.size() / 104_857.6));
    String size = String.format(notice.language().locale(), "%.1f MB", tenths / 10d);
    return row(line(file.name()) + " · " + size, label(notice, "linked"), notice.link());
  }

  private static Map<String, String> row(String label, String value, String link) {
    return Map.of("label", label, "value", value, "link", link);
  }

  private static String quoted(Notice notice, Notice.Quote quote) {
    String when =
        Spoken.date(quote.at(), notice.zone(), notice.theirs(), notice.at(), notice.language());
    return label(notice, "quoted") + " " + when + ":";
  }

  /** "missed: 1, near: 2"; what there is none of is not counted. */
  private static String counts(Notice notice) {
    return Stream.of(Notice.Mark.MISSED, Notice.Mark.NEAR)
        .map(mark -> count(notice, mark))
        .filter(count -> !count.isEmpty())
        .collect(Collectors.joining(", "));
  }

  private static String count(Notice notice, Notice.Mark mark) {
    long many = notice.lines().stream().filter(line -> line.mark() == mark).count();
    return many == 0 ? "" : label(notice, "count." + mark) + ": " + many;
  }

  private static String spoken(Notice notice, Optional<Instant> instant) {
    return instant
        .map(at -> Spoken.date(at, notice.zone(), notice.theirs(), notice.at(), notice.language()))
        .orElse("");
  }

  private static String label(Notice notice, String key) {
    return LABELS.get(notice.language()).getProperty(key);
  }

  private static List<Map<String, Object>> paragraphs(String body) {
    return Arrays.stream(body.strip().split("\n\\s*\n"))
        .filter(paragraph -> !paragraph.isBlank())
        .map(paragraph -> Map.<String, Object>of("lines", lines(paragraph)))
        .toList();
  }

  private static List<Map<String, Object>> lines(String paragraph) {
    List<String> lines = paragraph.lines().toList();
    List<Map<String, Object>> shown = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      shown.add(Map.of("line", lines.get(i), "more", i + 1 < lines.size()));
    }
    return shown;
  }
}
