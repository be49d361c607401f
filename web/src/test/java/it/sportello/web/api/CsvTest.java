package it.sportello.web.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTest {
  @Test
  void aCellIsQuotedWhenItHasTo() {
    String text = Csv.plain().line("a", "b,c", "say \"hi\"", "two\nlines", 7L).toString();

    assertEquals("a,\"b,c\",\"say \"\"hi\"\"\",\"two\nlines\",7\r\n", text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "\r=1"})
  void aTextIsNeverAFormula(String name) {
    String cell = Csv.plain().line(name).toString().replace("\"", "");

    assertTrue(cell.startsWith("'"), cell);
  }

  @Test
  void aNumberStaysANumber() {
    assertEquals("-1\r\n", Csv.plain().line(-1L).toString());
  }

  @Test
  void aSpreadsheetInItalianSplitsAtSemicolons() {
    assertEquals("\ufeffa;b,c\r\n", Csv.forSpreadsheets().line("a", "b,c").toString());
  }
}
