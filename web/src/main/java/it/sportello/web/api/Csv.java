package it.sportello.web.api;

/**
 * A table as RFC 4180 writes it. A text that a spreadsheet would take for a formula gets an
 * apostrophe before it (OWASP, CSV injection): names are data and may hold anything.
 */
public final class Csv {
  private final char separator;
  private final StringBuilder text = new StringBuilder();

  private Csv(char separator) {
    this.separator = separator;
  }

  /** For programs: commas. */
  public static Csv plain() {
    return new Csv(',');
  }

  /** For spreadsheets that are set to Italian: semicolons, and a mark that says UTF-8. */
  public static Csv forSpreadsheets() {
    Csv csv = new Csv(';');
    csv.text.append('\ufeff');
    return csv;
  }

  public Csv line(Object... cells) {
    for (int i = 0; i < cells.length; i++) {
      text.append(i == 0 ? "" : separator).append(cell(cells[i]));
    }
    text.append("\r\n");
    return this;
  }

  private String cell(Object value) {
    String plain = value.toString();
    String safe =
        value instanceof Number || !plain.matches("(?s)\\s*[=+\\-@\t\r].*") ? plain : "'" + plain;
    boolean quoted =
        safe.indexOf(separator) >= 0
            || safe.indexOf('"') >= 0
            || safe.indexOf('\n') >= 0
            || safe.indexOf('\r') >= 0;
    return quoted ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
