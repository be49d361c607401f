package it.sportello.web.pages;

import it.sportello.contacts.Contact;
import it.sportello.contacts.ContactId;
import it.sportello.contacts.Directory;
import it.sportello.contacts.InvalidValue;
import it.sportello.ticketing.QueuePage;
import it.sportello.ticketing.Search;
import it.sportello.web.security.CurrentCaller;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;

/** Search by number, subject, text, reference and person. */
@Named
@RequestScoped
public class Finder {
  private static final int ROWS = 50;
  private static final int PEOPLE = 50;

  @Inject Page page;
  @Inject Params params;
  @Inject Rows rows;
  @Inject CurrentCaller who;
  @Inject Search search;
  @Inject Directory directory;

  private Rows.Sheet list = new Rows.Sheet(List.of(), "", "", "");

  public void load() {
    String words = words();
    if (words.isEmpty()) {
      return;
    }
    QueuePage found = find(words, params.text("after"));
    String here = "/search?q=" + Turn.encode(words);
    list =
        new Rows.Sheet(
            rows.of(found.rows()),
            getTitle(),
            found.next().isEmpty() ? "" : here + "&after=" + Turn.encode(found.next()),
            params.text("after").isEmpty() ? "" : here);
  }

  private QueuePage find(String words, String after) {
    List<ContactId> people =
        directory.people(who.scope(), words, 0, PEOPLE).rows().stream().map(Contact::id).toList();
    try {
      return search.find(who.scope(), words, people, after, ROWS);
    } catch (InvalidValue staleCursor) {
      return search.find(who.scope(), words, people, "", ROWS);
    }
  }

  private String words() {
    String words = params.text("q");
    return words.length() > 200 ? words.substring(0, 200) : words;
  }

  public Rows.Sheet getList() {
    return list;
  }

  public String getTitle() {
    return words().isEmpty()
        ? page.words().say("search.title")
        : page.words().say("search.title_for", words());
  }

  public String getEmptyTitle() {
    return words().isEmpty()
        ? page.words().say("search.start")
        : page.words().say("search.nothing", words());
  }
}
