package it.sportello.notifications.reading;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.james.mime4j.codec.DecodeMonitor;
import org.apache.james.mime4j.dom.field.DateTimeField;
import org.apache.james.mime4j.field.DateTimeFieldLenientImpl;
import org.apache.james.mime4j.stream.Field;

/** The header of a mail or of one of its parts: names in lower case, values unfolded. */
final class Headers {
  private static final int SUBJECT = 250;
  private static final int MOST_IDS = 100;
  private static final Pattern ID = Pattern.compile("<[^<>\\s]{1,500}+>");
  private static final Pattern ADDRESS =
      Pattern.compile("[^\\s<>,;:\"()@]{1,64}+@[^\\s<>,;:\"()@]{1,255}+");
  private static final List<String> BROUGHT_TO =
      List.of("to", "cc", "delivered-to", "x-original-to", "envelope-to", "resent-to");
  private static final Instant EARLIEST = Instant.parse("1990-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

  private final Map<String, List<String>> fields = new HashMap<>();
  private Optional<Instant> date = Optional.empty();

  void add(Field field) {
    String name = field.getName().strip().toLowerCase(Locale.ROOT);
    fields.computeIfAbsent(name, key -> new ArrayList<>()).add(value(field));
    if (name.equals("date") && date.isEmpty()) {
      date = date(field);
    }
  }

  String first(String name) {
    return all(name).stream().findFirst().orElse("");
  }

  List<String> all(String name) {
    return fields.getOrDefault(name, List.of());
  }

  Nature nature() {
    return Automatic.nature(this);
  }

  ReadMail mail(Body body, Reports reports, Sealing sealing, List<String> attachmentNames) {
    Set<String> answers = new LinkedHashSet<>(ids("in-reply-to"));
    List<String> references = ids("references");
    for (int i = references.size() - 1; i >= 0; i--) {
      answers.add(references.get(i));
    }
    String text = body.text();
    String html = body.html();
    return new ReadMail(
        Author.of(all("from")),
        Plain.line(EncodedWords.decode(String.join(", ", all("from"))), SUBJECT),
        Plain.line(EncodedWords.decode(first("subject")), SUBJECT),
        date,
        ids("message-id").stream().findFirst().orElse(""),
        answers.stream().limit(MOST_IDS).toList(),
        addressedTo(),
        nature(),
        sealing,
        reports.ids(),
        reports.deliveries(),
        text,
        html,
        List.copyOf(attachmentNames),
        body.cut());
  }

  private List<String> ids(String name) {
    List<String> ids = new ArrayList<>();
    for (String value : all(name)) {
      Matcher id = ID.matcher(value);
      while (id.find() && ids.size() < 1_000) {
        ids.add(id.group());
      }
    }
    return ids;
  }

  private List<String> addressedTo() {
    List<String> addresses = new ArrayList<>();
    for (String name : BROUGHT_TO) {
      for (String value : all(name)) {
        Matcher address = ADDRESS.matcher(value);
        while (address.find() && addresses.size() < MOST_IDS) {
          addresses.add(address.group().toLowerCase(Locale.ROOT));
        }
      }
    }
    return addresses;
  }

  /** Raw 8-bit headers are common (RFC 6532, and older sins). */
  private static String value(Field field) {
    byte[] raw = field.getRaw() == null ? new byte[0] : field.getRaw().toByteArray();
    String line = raw.length == 0 ? field.getName() + ":" + field.getBody() : Charsets.guess(raw);
    return line.substring(line.indexOf(':') + 1).replaceAll("[\\r\\n]+(?=[ \\t])", "").strip();
  }

  private static Optional<Instant> date(Field field) {
    DateTimeField parsed = DateTimeFieldLenientImpl.PARSER.parse(field, DecodeMonitor.SILENT);
    return Optional.ofNullable(parsed.getDate())
        .map(Date::toInstant)
        .filter(instant -> instant.isAfter(EARLIEST) && instant.isBefore(LATEST));
  }
}
