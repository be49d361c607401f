package it.sportello.notifications;

import it.sportello.contacts.AgentId;
import it.sportello.contacts.Role;
import it.sportello.contacts.Scope;
import it.sportello.notifications.MailSink.Letter;
import it.sportello.ticketing.TicketId;
import jakarta.mail.MessagingException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.Set;

/**
 * Two desks of ours, each registered with the other, a person whose program answers every mail, and
 * an address from which every mail comes back. Whatever is on its way arrives.
 */
final class MailWorld implements AutoCloseable {
  static final String AWAY = "titolare@libreria-minerva.example";
  static final String BOUNCING = "chiusa@libreria-minerva.example";

  private static final String SOURCE = "world";

  /** One that answers itself without end would carry more than this in a minute. */
  private static final int MOST = 500;

  private final List<Firm> firms;
  private final Queue<Letter> way = new ArrayDeque<>();
  private Manners manners;

  /** How programs write, and what is left of it when it arrives. */
  enum Manners {
    /** As RFC 3834 and RFC 3464 want it. */
    MARKED,
    /** Nothing says that a program wrote, and no answer says what it answers. */
    UNMARKED,
    /** Nothing says that a program wrote, every domain proves that it did, threads are kept. */
    UNMARKED_BUT_PROVEN
  }

  /** A desk with all that leaves it. */
  record Firm(TestDesk desk, String address, MailSink sink, RelayLine line) {
    static Firm of(TestDesk desk, String address) throws IOException {
      MailSink sink = new MailSink(() -> MailSink.Fate.TAKEN);
      desk.set("sportello.smtp.port", Integer.toString(sink.port()));
      return new Firm(desk, address, sink, desk.line());
    }

    boolean isAt(String other) {
      return domain(other).equals(domain(address));
    }

    /** Those that people asked for. */
    List<TicketId> tickets() {
      String all =
          desk.text(
              "select coalesce(string_agg(distinct ticket::text, ','), '')"
                  + " from notifications.incoming_mail where subject ~ '^(Non|Nemmeno|Dal) '");
      return Arrays.stream(all.split(","))
          .filter(each -> !each.isEmpty())
          .map(each -> new TicketId(Long.parseLong(each)))
          .toList();
    }

    Scope.Staff agent() {
      return new Scope.Staff(
          new AgentId(desk.number("select id from contacts.staff where login = 'anna.conti'")),
          Set.of(Role.AGENT));
    }
  }

  MailWorld(Firm one, Firm other) {
    firms = List.of(one, other);
    register(one, other);
    register(other, one);
  }

  private static void register(Firm at, Firm customer) {
    at.desk()
        .run(
            "insert into contacts.platform_domain (domain, platform) select '%s', id"
                    .formatted(domain(customer.address()))
                + " from contacts.platform where code = '2077'");
  }

  List<Firm> firms() {
    return firms;
  }

  /** A new world, in which nothing has happened yet. */
  void begin(Manners how) {
    manners = how;
    TestNames.ZONE.clear();
    for (Firm firm : firms) {
      firm.desk().run("delete from notifications.outgoing_mail");
      firm.desk().run("delete from notifications.incoming_mail");
      firm.desk().run("delete from notifications.bad_address");
    }
  }

  /** Somebody writes to somebody. */
  void send(String from, String to, String subject) throws Exception {
    String mail =
        TestMails.mail(from, subject, "").replace("To: support@desk.example", "To: " + to);
    way.add(new Letter(from, to, arriving(from, mail)));
  }

  /**
   * All that happened is that much longer ago.
   *
   * @return how many mails arrived anywhere
   */
  int pass(Duration time) throws Exception {
    for (Firm firm : firms) {
      firm.desk()
          .run(
              """
              update notifications.outgoing_mail
              set due_at = due_at - interval '%1$d seconds',
                created_at = created_at - interval '%1$d seconds';
              update notifications.given_id set given_at = given_at - interval '%1$d seconds';
              update notifications.incoming_mail
              set received = received - interval '%1$d seconds';
              """
                  .formatted(time.toSeconds()));
    }
    int carried = 0;
    collect();
    while (!way.isEmpty() && carried < MOST) {
      arrive(way.remove());
      carried++;
      collect();
    }
    return carried;
  }

  private void collect() throws MessagingException {
    for (Firm firm : firms) {
      while (firm.line().turn() > 0) {
        // Until nothing is due.
      }
      way.addAll(firm.sink().take());
    }
  }

  private void arrive(Letter letter) throws Exception {
    for (Firm firm : firms) {
      if (firm.isAt(letter.to())) {
        String mail = arriving(letter.field("From"), letter.raw());
        TestMails.receive(
            firm.desk(),
            SOURCE,
            "Return-Path: <" + letter.from() + ">\r\n" + mail,
            firm.desk().clock().now());
        return;
      }
    }
    if (letter.to().equals(BOUNCING) && manners == Manners.MARKED) {
      if (!letter.from().isEmpty()) {
        String report =
            TestMails.report(letter.field("Message-ID"), BOUNCING, "failed", "5.1.1")
                .replace("Subject:", "To: " + letter.from() + "\nSubject:");
        way.add(new Letter("", letter.from(), report.replace("\n", "\r\n")));
      }
      return;
    }
    way.add(answer(letter));
  }

  private Letter answer(Letter letter) throws Exception {
    String to =
        switch (manners) {
          case MARKED -> letter.from();
          case UNMARKED -> bare(letter.field("From"));
          case UNMARKED_BUT_PROVEN -> bare(letter.field("Reply-To") + letter.field("From"));
        };
    String thread = "In-Reply-To: " + letter.field("Message-ID") + "\n";
    String more =
        switch (manners) {
          case MARKED -> "Auto-Submitted: auto-replied\n" + thread;
          case UNMARKED -> "";
          case UNMARKED_BUT_PROVEN -> thread;
        };
    String subject =
        manners == Manners.UNMARKED ? "Sono in ferie" : "Re: " + letter.field("Subject");
    String mail =
        TestMails.mail(letter.to(), subject, more).replace("To: support@desk.example", "To: " + to);
    return new Letter(letter.to(), to, mail.replace("\n", "\r\n"));
  }

  /** What is left of a mail on its way through servers that keep marks, or strip them. */
  private String arriving(String from, String mail) throws Exception {
    if (manners == Manners.MARKED) {
      return mail;
    }
    String stripped = mail.replaceAll("(?m)^(Auto-Submitted|X-Auto-Response-Suppress):.*\r?\n", "");
    return manners == Manners.UNMARKED ? stripped : TestNames.signed(domain(bare(from)), stripped);
  }

  private static String bare(String field) {
    int open = field.indexOf('<');
    return open < 0 ? field : field.substring(open + 1, field.indexOf('>'));
  }

  private static String domain(String address) {
    return address.substring(address.lastIndexOf('@') + 1);
  }

  @Override
  public void close() throws IOException {
    for (Firm firm : firms) {
      firm.sink().close();
      for (Firm other : firms) {
        firm.desk()
            .run(
                "delete from contacts.platform_domain where domain = '"
                    + domain(other.address())
                    + "'");
      }
    }
  }
}
