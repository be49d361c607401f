package it.sportello.web.pages;

import it.sportello.contacts.ContactDraft;
import it.sportello.contacts.ContactKind;
import it.sportello.contacts.ContactView;
import it.sportello.contacts.EmailAddress;
import it.sportello.contacts.InvalidEntry.Fault;
import it.sportello.contacts.InvalidValue;
import it.sportello.contacts.Language;
import it.sportello.contacts.PhoneNumber;
import it.sportello.web.api.Csv;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * The people of a platform as a table for spreadsheets: name, language, kinds, addresses,
 * telephones; several of a kind in one cell, parted by blanks or by lines. What is written can be
 * read back, with semicolons or commas, whether or not a spreadsheet has kept the apostrophes
 * before what could have been a formula.
 */
final class PeopleTable {
  static final int MOST_LINES = 1000;
  private static final int COLUMNS = 5;

  private PeopleTable() {}

  static String write(List<ContactView> people, Words words) {
    Csv csv = Csv.forSpreadsheets();
    csv.line(
        words.say("field.name"),
        words.say("registry.language"),
        words.say("field.kinds"),
        words.say("field.addresses"),
        words.say("field.phones"));
    for (ContactView view : people) {
      csv.line(
          view.contact().name(),
          view.contact().language(),
          view.kinds().stream().sorted().map(Enum::name).collect(Collectors.joining(" ")),
          view.contact().addresses().stream()
              .map(EmailAddress::value)
              .collect(Collectors.joining(" ")),
          String.join(" ", view.contact().phones()));
    }
    return csv.toString();
  }

  /** What was read, and what is wrong with it: {@code /lines/3} is the third line. */
  record Read(List<ContactDraft> people, List<Fault> faults) {}

  /**
   * @param country in whose way the numbers are read
   */
  static Read read(String table, String country) {
    List<ContactDraft> people = new ArrayList<>();
    List<Fault> faults = new ArrayList<>();
    String text = table.startsWith("\ufeff") ? table.substring(1) : table;
    String first = text.lines().findFirst().orElse("");
    char separator = first.indexOf(';') >= 0 ? ';' : ',';
    CSVFormat format =
        CSVFormat.RFC4180
            .builder()
            .setDelimiter(separator)
            .setIgnoreEmptyLines(true)
            .setIgnoreSurroundingSpaces(true)
            .get();
    try (CSVParser lines = CSVParser.parse(text, format)) {
      for (CSVRecord line : lines) {
        long number = line.getRecordNumber();
        if (number == 1) {
          continue; // the names of the columns
        }
        if (number > MOST_LINES + 1) {
          faults.add(new Fault("/lines/" + number, "table.long"));
          break;
        }
        read(line, country, faults).ifPresent(people::add);
      }
    } catch (IOException | UncheckedIOException e) {
      faults.add(new Fault("/lines", "table.shape"));
    }
    return new Read(people, faults);
  }

  private static Optional<ContactDraft> read(CSVRecord line, String country, List<Fault> faults) {
    String at = "/lines/" + line.getRecordNumber();
    if (line.size() < COLUMNS) {
      faults.add(new Fault(at, "table.columns"));
      return Optional.empty();
    }
    int before = faults.size();
    Set<ContactKind> kinds = EnumSet.noneOf(ContactKind.class);
    for (String kind : cell(line, 2).toUpperCase(Locale.ROOT).split("[\\s,]+")) {
      Arrays.stream(ContactKind.values())
          .filter(known -> known.name().equals(kind))
          .findFirst()
          .ifPresentOrElse(kinds::add, () -> faults.add(new Fault(at, "table.kind")));
    }
    Language language =
        cell(line, 1).toUpperCase(Locale.ROOT).startsWith("EN") ? Language.EN : Language.IT;
    List<EmailAddress> addresses = values(cell(line, 3), "[\\s,]+", EmailAddress::new, at, faults);
    List<PhoneNumber> phones =
        values(
            cell(line, 4),
            "\\s*[\n,]\\s*|\\s+(?=\\+)",
            p -> PhoneNumber.of(p, country),
            at,
            faults);
    return faults.size() > before
        ? Optional.empty()
        : Optional.of(new ContactDraft(cell(line, 0), language, kinds, addresses, phones));
  }

  /** Without the apostrophe that keeps a spreadsheet from reckoning. */
  private static String cell(CSVRecord line, int column) {
    String cell = line.get(column).strip();
    return cell.matches("(?s)'\\s*[=+\\-@].*") ? cell.substring(1) : cell;
  }

  private static <T> List<T> values(
      String cell, String between, Function<String, T> value, String at, List<Fault> faults) {
    List<T> values = new ArrayList<>();
    for (String one : cell.split(between)) {
      try {
        if (!one.isEmpty()) {
          values.add(value.apply(one));
        }
      } catch (InvalidValue e) {
        faults.add(new Fault(at, e.key()));
      }
    }
    return values;
  }
}
