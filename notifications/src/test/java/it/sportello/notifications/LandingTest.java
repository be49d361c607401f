package it.sportello.notifications;

import static org.junit.jupiter.api.Assertions.assertEquals;

import it.sportello.contacts.ContactId;
import it.sportello.contacts.EmailAddress;
import it.sportello.contacts.Language;
import it.sportello.contacts.PlatformId;
import it.sportello.contacts.Sender;
import it.sportello.notifications.proof.Trust;
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

  @ParameterizedTest(name = "{0}, {1}, {2}, {3}, {4}: {5}")
  @CsvSource(
      textBlock =
          """
          ana@a.example,   registered here,  none,       person,    none,   opens
          ana@a.example,   registered here,  none,       person,    pass,   opens
          ana@a.example,   registered here,  none,       person,    soft,   opens
          ana@a.example,   registered here,  none,       person,    forged, FORGED
          ana@a.example,   of the domain,    none,       person,    none,   opens
          ana@a.example,   ambiguous,        none,       person,    none,   AMBIGUOUS
          who@x.example,   unknown,          none,       person,    none,   UNKNOWN_SENDER
          none,            unknown,          none,       person,    none,   UNREADABLE
          DESK@d.example,  registered here,  none,       person,    pass,   OWN_ADDRESS
          desk@d.example,  registered here,  ours,       person,    pass,   OWN_ADDRESS
          ana@a.example,   registered here,  none,       automatic, none,   AUTOMATIC
          who@x.example,   unknown,          none,       automatic, none,   AUTOMATIC
          ana@a.example,   registered here,  ours,       person,    none,   joins
          ana@a.example,   registered here,  ours,       person,    forged, FORGED
          Req@A.example,   unknown,          ours,       person,    none,   joins
          bob@a.example,   of the domain,    ours,       person,    pass,   STRANGER
          eve@b.example,   registered there, ours,       person,    pass,   STRANGER
          who@x.example,   unknown,          ours,       person,    pass,   STRANGER
          two@a.example,   ambiguous,        ours,       person,    none,   joins
          ana@a.example,   registered here,  ours,       automatic, none,   joins automatically
          who@x.example,   unknown,          ours,       automatic, none,   AUTOMATIC
          mta@x.example,   unknown,          ours,       report,    none,   joins automatically
          mta@x.example,   unknown,          ours,       report,    forged, joins automatically
          mta@x.example,   unknown,          none,       report,    none,   files
          mta@x.example,   unknown,          none,       rumour,    none,   AUTOMATIC
          ana@a.example,   registered here,  old,        person,    none,   opens after 1
          ana@a.example,   registered here,  old,        automatic, none,   joins automatically
          eve@b.example,   registered there, old,        person,    pass,   STRANGER
          ana@a.example,   registered here,  numbered,   person,    pass,   joins
          ana@a.example,   registered here,  numbered,   person,    none,   opens
          ana@a.example,   registered here,  numbered,   person,    soft,   opens
          req@a.example,   registered here,  numbered,   person,    none,   joins
          eve@b.example,   registered there, numbered,   person,    pass,   opens
          who@x.example,   unknown,          numbered,   person,    pass,   UNKNOWN_SENDER
          staff@d.example, unknown,          ours,       person,    none,   STAFF_ADDRESS
          staff@d.example, registered here,  none,       person,    soft,   STAFF_ADDRESS
          staff@d.example, registered here,  none,       person,    unchecked, STAFF_ADDRESS
          staff@d.example, registered here,  none,       person,    pass,   opens
          """)
  void aMailLandsWhereItsFactsSay(
      String from, String sender, String thread, String kind, String proof, String where) {
    Landing landing =
        Landing.of(
            new Landing.Facts(
                from.equals("none") ? Optional.empty() : Optional.of(new EmailAddress(from)),
                Set.of("desk@d.example"),
                from.startsWith("staff"),
                trust(proof),
                !kind.equals("person"),
                kind.equals("report") || kind.equals("rumour"),
                kind.equals("report"),
                thread(thread),
                sender(sender),
                sender.contains("re") || sender.equals("ambiguous")
                    ? Optional.of(new ContactId(7))
                    : Optional.empty()));

    assertEquals(where, said(landing));
  }

  private static Optional<Landing.Thread> thread(String words) {
    return switch (words) {
      case "none" -> Optional.empty();
      case "numbered" -> Optional.of(new Landing.Thread(envelope(), Landing.Lead.NUMBER, false));
      default ->
          Optional.of(new Landing.Thread(envelope(), Landing.Lead.SECRET, words.equals("old")));
    };
  }

  private static Trust trust(String words) {
    return switch (words) {
      case "pass" -> Trust.PROVEN;
      case "soft" -> Trust.DOUBTFUL;
      case "forged" -> Trust.FORGED;
      case "unchecked" -> Trust.UNCHECKED;
      default -> Trust.UNPROVEN;
    };
  }

  private static Sender sender(String words) {
    return switch (words) {
      case "registered here" -> new Sender.Registered(new ContactId(7), OURS, Language.IT);
      case "registered there" -> new Sender.Registered(new ContactId(8), OTHER, Language.IT);
      case "of the domain" -> new Sender.OfDomain(OURS, Language.IT);
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
    if (landing instanceof Landing.Filed) {
      return "files";
    }
    return ((Landing.NewRequest) landing).after().map(t -> "opens after " + t).orElse("opens");
  }

  private static Envelope envelope() {
    return new Envelope(
        new TicketId(1),
        OURS,
        Optional.empty(),
        new EmailAddress("req@a.example"),
        Language.IT,
        Channel.EMAIL,
        "s",
        Optional.empty());
  }
}
