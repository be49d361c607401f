package it.sportello.web.pages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import it.sportello.contacts.Contact;
import it.sportello.contacts.ContactDraft;
import it.sportello.contacts.ContactId;
import it.sportello.contacts.ContactKind;
import it.sportello.contacts.ContactView;
import it.sportello.contacts.EmailAddress;
import it.sportello.contacts.Language;
import it.sportello.contacts.PhoneNumber;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PeopleTableTest {
  private static final String HEAD = "Nome;Lingua;Ruoli;Indirizzi email;Telefoni\r\n";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Ada Bianchi",
        "=HYPERLINK(\"http://x\";\"y\")",
        "+39 numero",
        "-1",
        "@SUM(A1)",
        "O'Brien; \"detta\" Ada, la prima",
        "'apostrofo"
      })
  void whatIsWrittenIsReadBackAndIsNoFormula(String name) {
    String table = PeopleTable.write(List.of(view(name)), Words.in(Language.IT));

    assertTrue(table.startsWith("\ufeff"), "says that it is UTF-8");
    String cell = table.lines().skip(1).findFirst().orElseThrow();
    assertTrue(cell.matches("\"?[^=+\\-@].*"), cell);
    var read = PeopleTable.read(table, "IT");
    assertEquals(List.of(), read.faults());
    ContactDraft back = read.people().get(0);
    assertEquals(name, back.name());
    assertEquals(Set.of(ContactKind.ADMINISTRATIVE, ContactKind.TECHNICAL), back.kinds());
    assertEquals(2, back.addresses().size());
    assertEquals(
        List.of("+390255501042", "+442079460958"),
        back.phones().stream().map(PhoneNumber::e164).toList());
  }

  @Test
  void commasAreAsGoodAsSemicolonsAndACellMayHaveLines() {
    var read =
        PeopleTable.read(
            "name,language,kinds,addresses,phones\n"
                + "\"Ada, B.\",EN,technical,\"a@aurora.example\nb@aurora.example\",\"02 5550 1042\"\n\n",
            "IT");

    assertEquals(List.of(), read.faults());
    assertEquals("Ada, B.", read.people().get(0).name());
    assertEquals(Language.EN, read.people().get(0).language());
    assertEquals(2, read.people().get(0).addresses().size());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "table.columns   | Ada;IT;TECHNICAL",
        "table.kind      | Ada;IT;RE;a@aurora.example;",
        "email.shape     | Ada;IT;TECHNICAL;aurora;",
        "text.invisible  | Ada;IT;TECHNICAL;a\u202E@aurora.example;",
        "phone.shape     | Ada;IT;TECHNICAL;a@aurora.example;interno 7",
        "table.shape     | \"Ada;IT;TECHNICAL;a@aurora.example;"
      })
  void aLineThatCannotBeReadIsNamedWithItsReason(String reason, String line) {
    var read = PeopleTable.read(HEAD + "Eva;IT;TECHNICAL;eva@aurora.example;\r\n" + line, "IT");

    assertEquals(reason, read.faults().get(0).key());
    assertTrue(
        read.faults().get(0).pointer().equals("/lines/3") || reason.equals("table.shape"),
        read.faults().get(0).pointer());
  }

  @Test
  void aTableWithoutEndIsCutAndSaid() {
    var read =
        PeopleTable.read(HEAD + "Eva;IT;TECHNICAL;eva@aurora.example;\r\n".repeat(100_000), "IT");

    assertEquals(PeopleTable.MOST_LINES, read.people().size());
    assertEquals("table.long", read.faults().get(0).key());
  }

  private static ContactView view(String name) {
    return new ContactView(
        new Contact(
            new ContactId(1),
            name,
            Language.IT,
            Map.of(),
            List.of(new EmailAddress("a@aurora.example"), new EmailAddress("b@aurora.example")),
            List.of("+390255501042", "+442079460958")),
        Set.of(ContactKind.ADMINISTRATIVE, ContactKind.TECHNICAL),
        0,
        false);
  }
}
