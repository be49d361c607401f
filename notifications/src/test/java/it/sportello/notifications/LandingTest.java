package it.sportello.notifications;

import static org.junit.jupiter.api.Assertions.assertEquals;

import it.sportello.contacts.ContactId;
import it.sportello.contacts.EmailAddress;
import it.sportello.contacts.Language;
import it.sportello.contacts.PlatformId;
import it.sportello.contacts.Sender;
import it.sportello.ticketing.Channel;
import it.sportello.ticketing.Envelope;
import it.sportello.ticketing.TicketId;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LandingTest {
  private static final PlatformId OURS = new PlatformId(1);
  private static final PlatformId OTHER = new PlatformId(2);

  @ParameterizedTest(name = "{0}, {1}, thread {2}, {3}: {4}")
  @CsvSource(
      textBlock =
          """
          ana@a.example,   registered here,  none, person,    opens
          ana@a.example,   of the domain,    none, person,    opens
          ana@a.example,   ambiguous,        none, person,    AMBIGUOUS
          who@x.example,   unknown,          none, person,    UNKNOWN_SENDER
          none,            unknown,          none, person,    UNREADABLE
          DESK@d.example,  registered here,  none, person,    OWN_ADDRESS
          desk@d.example,  registered here,  ours, person,    OWN_ADDRESS
          ana@a.example,   registered here,  none, automatic, AUTOMATIC
          who@x.example,   unknown,          none, automatic, AUTOMATIC
          ana@a.example,   registered here,  ours, person,    joins
          Req@A.example,   unknown,          ours, person,    joins
          bob@a.example,   of the domain,    ours, person,    STRANGER
          eve@b.example,   registered there, ours, person,    STRANGER
          who@x.example,   unknown,          ours, person,    STRANGER
          two@a.example,   ambiguous,        ours, person,    joins
          ana@a.example,   registered here,  ours, automatic, joins automatically
          who@x.example,   unknown,          ours, automatic, AUTOMATIC
          mta@x.example,   unknown,          ours, report,    joins automatically
          mta@x.example,   unknown,          none, report,    AUTOMATIC
          """)
  void aMailLandsWhereItsFactsSay(
      String from, String sender, String thread, String kind, String where) {
    Landing landing =
        Landing.of(
            new Landing.Facts(
                from.equals("none") ? Optional.empty() : Optional.of(new EmailAddress(from)),
                Set.of("desk@d.example"),
                !kind.equals("person"),
                kind.equals("report"),
                thread.equals("none") ? Optional.empty() : Optional.of(envelope()),
                sender(sender),
                sender.contains("re") || sender.equals("ambiguous")
                    ? Optional.of(new ContactId(7))
                    : Optional.empty()));

    assertEquals(where, said(landing));
  }

  private static Sender sender(String words) {
    return switch (words) {
      case "registered here" -> new Sender.Registered(new ContactId(7), OURS);
      case "registered there" -> new Sender.Registered(new ContactId(8), OTHER);
      case "of the domain" -> new Sender.OfDomain(OURS);
      case "ambiguous" -> new Sender.Ambiguous(Set.of(OURS, OTHER));
      default -> new Sender.Unknown();
    };
  }

  private static String said(Landing landing) {
    if (landing instanceof Landing.Held held) {
      return held.reason().name();
    }
    if (landing instanceof Landing.InTicket in) {
      return in.automatic() ? "joins automatically" : "joins";
    }
    return "opens";
  }

  private static Envelope envelope() {
    return new Envelope(
        new TicketId(1),
        OURS,
        Optional.empty(),
        new EmailAddress("req@a.example"),
        Language.IT,
        Channel.EMAIL,
        "s");
  }
}
