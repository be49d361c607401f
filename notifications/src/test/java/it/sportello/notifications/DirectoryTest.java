package it.sportello.notifications;

import static org.junit.jupiter.api.Assertions.assertEquals;

import it.sportello.contacts.AgentId;
import it.sportello.contacts.Contact;
import it.sportello.contacts.Directory;
import it.sportello.contacts.Role;
import it.sportello.contacts.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Searches through more people than are sorted, with the real database. */
class DirectoryTest {
  private static final Scope AGENT = new Scope.Staff(new AgentId(1), Set.of(Role.AGENT));

  private final TestDesk desk = TestDesk.get();
  private final Directory directory = desk.bean(Directory.class);

  /** No other test's people have it. */
  private final String word =
      UUID.randomUUID().toString().replaceAll("[^a-f]", "").transform(letters -> "zq" + letters);

  @AfterEach
  void nobodyStays() {
    desk.run(
        """
        delete from contacts.contact_word where contact in
          (select id from contacts.contact where name like '%%%1$s%%');
        delete from contacts.contact where name like '%%%1$s%%'
        """
            .formatted(word));
  }

  @Test
  void ofManyThoseNamedAsTypedComeFirstThenTheOthersByName() {
    people("'%s ' || lpad(n::text, 5, '0')", 1, 1200);
    people("'Altra %s ' || lpad(n::text, 5, '0')", 1, 1200);

    assertEquals(
        Stream.concat(names(word + " ", 1, 1200), names("Altra " + word + " ", 1, 1200)).toList(),
        read(word, 500));
  }

  @Test
  void caseAndAccentsDoNotCountInTheOrder() {
    people("(array['È', 'e', 'É'])[n] || '%s ' || (array['c', 'B', 'a'])[n]", 1, 3);

    assertEquals(
        List.of("É" + word + " a", "e" + word + " B", "È" + word + " c"), read("e" + word, 2));
  }

  @Test
  void commonWordsThatStandTogetherFarDownAreFoundAll() {
    people("'%s ' || lpad(n::text, 5, '0')", 1, 6000);
    people("'%1$s ' || lpad(n::text, 5, '0') || ' coda%1$s'", 6001, 8100);

    assertEquals(
        names(word + " ", 6001, 8100).map(name -> name + " coda" + word).toList(),
        read(word + " coda" + word, 900));
    assertEquals(
        names(word + " ", 6001, 8100).map(name -> name + " coda" + word).toList(),
        read("coda" + word + " " + word, 900));
  }

  @Test
  void aRareWordAmongCommonOnesIsFoundAtOnce() {
    people("'%s ' || lpad(n::text, 5, '0')", 1, 2100);
    people("'Altra %s rara' || n", 1, 7);
    people("'%s rara' || n", 8, 9);

    assertEquals(
        Stream.of(names(word + " rara", 8, 9, 1), names("Altra " + word + " rara", 1, 7, 1))
            .flatMap(some -> some)
            .toList(),
        read(word + " rara", 4));
  }

  @Test
  void theShortWayPartsWordsWhereTheLongOneDoes() {
    assertEquals(
        0,
        desk.number(
            """
            select count(*) from generate_series(1, 127) c
            where array(select contacts.words('Ab' || chr(c) || 'Cd' || chr(c)) order by 1)
              <> array(select w from contacts.words('Ab' || chr(c) || 'Cd' || chr(c) || ' è') w
                where w <> 'e' order by 1)
            """));
    assertEquals(
        1,
        desk.number(
            "select count(*) from contacts.words('O''Hara-Più, (R&D) a.b@c.example') w"
                + " where w in ('piu')"));
  }

  @Test
  void aWholeNameIsFoundWhereMostOfItsWordsComeBefore() {
    people("'%s alba ' || lpad(n::text, 5, '0')", 1, 5500);
    people("'%s zucca ' || lpad(n::text, 5, '0')", 1, 2100);
    people("'Zucca %s ' || lpad(n::text, 5, '0')", 1, 10);

    assertEquals(
        Stream.concat(names(word + " zucca ", 1, 2100), names("Zucca " + word + " ", 1, 10))
            .toList(),
        read("  " + word + "  zuc ", 800));
  }

  /** All pages, as long as there is a next one. */
  private List<String> read(String typed, int page) {
    List<String> names = new ArrayList<>();
    long after = 0;
    do {
      var found = directory.people(AGENT, typed, after, page);
      found.rows().stream().map(Contact::name).forEach(names::add);
      after = found.next();
    } while (after != 0);
    return names;
  }

  private void people(String name, int first, int last) {
    desk.run(
        "insert into contacts.contact (name, language) select %s, 'IT' from generate_series(%d, %d) n"
            .formatted(name.formatted(word), first, last));
  }

  private static Stream<String> names(String before, int first, int last) {
    return names(before, first, last, 5);
  }

  private static Stream<String> names(String before, int first, int last, int digits) {
    return IntStream.rangeClosed(first, last)
        .mapToObj(n -> before + ("%0" + digits + "d").formatted(n));
  }
}
