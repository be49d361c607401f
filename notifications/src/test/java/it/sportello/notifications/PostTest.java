package it.sportello.notifications;

import static it.sportello.notifications.TestMails.mail;
import static it.sportello.notifications.TestMails.report;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import it.sportello.contacts.AgentId;
import it.sportello.contacts.Caller;
import it.sportello.contacts.EmailAddress;
import it.sportello.contacts.Language;
import it.sportello.contacts.Role;
import it.sportello.contacts.Scope;
import it.sportello.notifications.proof.ArcSealer;
import it.sportello.notifications.proof.Trust;
import it.sportello.ticketing.MessageView;
import it.sportello.ticketing.NotAllowed;
import it.sportello.ticketing.TicketId;
import it.sportello.ticketing.TicketNotFound;
import it.sportello.ticketing.TicketView;
import it.sportello.ticketing.Tickets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who wrote a mail, where it belongs, what comes back, and that nobody is answered too often. */
@Timeout(240)
class PostTest {
  private static final Instant RECEIVED = Instant.parse("2026-11-20T10:15:00Z");
  private static final String ANA = "titolare@pasticceria-aurora.example";
  private static final String BEA = "newsletter@pasticceria-aurora.example";
  private static final String CARLO = "titolare@libreria-minerva.example";

  private final TestDesk desk = TestDesk.get();

  @BeforeEach
  void clean() {
    TestNames.ZONE.clear();
    desk.run("delete from notifications.bad_address");
    desk.run("update notifications.outgoing_mail set created_at = created_at - interval '2 days'");
  }

  @Test
  void everyMessageSaysHowSureItsAuthorIs() throws Exception {
    TicketId proven =
        receive(TestNames.signed("pasticceria-aurora.example", mail(ANA, "Firmata", "")))
            .ticket()
            .orElseThrow();
    TicketId unproven = receive(mail(ANA, "Nuda", "")).ticket().orElseThrow();
    TestNames.ZONE.put("_dmarc.pasticceria-aurora.example", "v=DMARC1; p=none");
    TicketId doubtful = receive(mail(ANA, "Dubbia", "")).ticket().orElseThrow();

    assertEquals(Trust.PROVEN, arrival(proven).trust());
    assertEquals("dkim=pasticceria-aurora.example", arrival(proven).proof());
    assertEquals(Trust.UNPROVEN, arrival(unproven).trust());
    assertEquals(Trust.DOUBTFUL, arrival(doubtful).trust());
  }

  @Test
  void aMailThatAListedServerPassedOnIsProvenThroughIt() throws Exception {
    TestNames.ZONE.put("_dmarc.pasticceria-aurora.example", "v=DMARC1; p=reject");
    ArcSealer list =
        new ArcSealer("list.example", ArcSealer.key(2_048), "from:subject").in(TestNames.ZONE);
    String word = "dmarc=pass header.from=pasticceria-aurora.example";
    String whole = mail(ANA, "Da una lista", "").replace("\n", "\r\n");

    TicketId ticket = receive(list.seal(whole, word)).ticket().orElseThrow();
    Intake broken = receive(list.seal(whole, word).replace(TestMails.TEXT, "Altro testo"));

    assertEquals(Trust.PROVEN, arrival(ticket).trust());
    assertEquals("arc=list.example", arrival(ticket).proof());
    assertEquals(Optional.of(Reason.FORGED), broken.quarantine());
  }

  @Test
  void aSealWhoseNameServersAreSilentForAnHourLeavesAForgedMailForged() throws Exception {
    TestNames.ZONE.put("_dmarc.pasticceria-aurora.example", "v=DMARC1; p=reject");
    ArcSealer list =
        new ArcSealer("list.example", ArcSealer.key(1_024), "from:subject").in(TestNames.ZONE);
    TestNames.ZONE.put("s._domainkey.list.example", "away");
    String whole = mail(ANA, "Falsa", "").replace("\n", "\r\n");

    Intake waiting = receive(list.seal(whole, "dmarc=pass header.from=pasticceria-aurora.example"));
    assertEquals(Optional.empty(), waiting.quarantine());
    for (int i = 0; i < IncomingMails.NAME_TRIES; i++) {
      desk.run("update notifications.incoming_mail set due_at = now() where id = " + waiting.id());
      sweep();
    }

    assertEquals(
        "FORGED",
        desk.text("select reason from notifications.incoming_mail where id = " + waiting.id()));
  }

  @Test
  void aForgedMailIsHeldUnansweredWhateverItKnows() throws Exception {
    TicketId ticket = receive(mail(ANA, "Aiuto", "")).ticket().orElseThrow();
    String id = given(ticket);
    TestNames.ZONE.put("_dmarc.pasticceria-aurora.example", "v=DMARC1; p=reject");
    long before = answers();

    Intake lone = receive(mail(ANA, "Falsa", ""));
    Intake threaded = receive(mail(ANA, "Re: Aiuto", "In-Reply-To: " + id + "\n"));

    assertEquals(Optional.of(Reason.FORGED), lone.quarantine());
    assertEquals(Optional.of(Reason.FORGED), threaded.quarantine());
    assertEquals(before, answers());
    assertEquals(1, view(ticket).messages().size());
  }

  @Test
  void threeHundredForgedMailsGetNoAnswer() throws Exception {
    TestNames.ZONE.put("_dmarc.pasticceria-aurora.example", "v=DMARC1; p=quarantine");
    long before = answers();
    for (int i = 0; i < 300; i++) {
      assertEquals(Optional.of(Reason.FORGED), receive(mail(ANA, "Falsa " + i, "")).quarantine());
    }
    assertEquals(before, answers());
  }

  @Test
  void aColleaguesAddressWithoutProofIsHeld() throws Exception {
    desk.run("update contacts.staff set email = 'anna@desk.example' where login = 'anna.conti'");
    TicketId ticket = receive(mail(ANA, "Aiuto", "")).ticket().orElseThrow();
    String to = "To: support+" + token(ticket) + "@desk.example\n";

    Intake forged = receive(mail("anna@desk.example", "Chiudere", to));
    Intake proven = receive(TestNames.signed("desk.example", mail("anna@desk.example", "x", to)));

    assertEquals(Optional.of(Reason.STAFF_ADDRESS), forged.quarantine());
    assertEquals(Optional.of(Reason.STRANGER), proven.quarantine());
    desk.run("update contacts.staff set email = '' where login = 'anna.conti'");
  }

  @Test
  void nameServersThatAreSilentHoldAMailAnHourAndLoseNothing() throws Exception {
    TestNames.ZONE.put("_dmarc.pasticceria-aurora.example", "away");
    Intake waiting = receive(mail(ANA, "Attesa", ""));
    assertEquals(Optional.empty(), waiting.ticket());
    assertEquals(Optional.empty(), waiting.quarantine());

    for (int i = 0; i < IncomingMails.NAME_TRIES; i++) {
      assertEquals(
          15,
          desk.number(
              "select round(extract(epoch from due_at - now()) / 60) from"
                  + " notifications.incoming_mail where state = 'RECEIVED' and id = "
                  + waiting.id()));
      desk.run("update notifications.incoming_mail set due_at = now() where id = " + waiting.id());
      sweep();
    }

    assertEquals(
        "IN_TICKET",
        desk.text("select state from notifications.incoming_mail where id = " + waiting.id()));
    assertEquals(
        "UNPROVEN",
        desk.text("select trust from notifications.incoming_mail where id = " + waiting.id()));
  }

  @Test
  void oneAlteredDigitOfATokenLeadsNowhere() throws Exception {
    TicketId ticket = receive(mail(ANA, "Aiuto", "")).ticket().orElseThrow();
    String token = token(ticket);
    for (int i = 0; i < token.length(); i += 5) {
      char other = token.charAt(i) == '0' ? '1' : '0';
      String altered = token.substring(0, i) + other + token.substring(i + 1);
      Intake intake = receive(mail(ANA, "x", "").replace("support@", "support+" + altered + "@"));
      assertFalse(intake.ticket().filter(ticket::equals).isPresent(), altered);
    }
    Intake right = receive(mail(ANA, "x", "").replace("support@", "support+" + token + "@"));
    assertEquals(Optional.of(ticket), right.ticket());
  }

  @Test
  void aNumberInTheSubjectLeadsThoseWhoTakePartAndNobodyElse() throws Exception {
    TicketId ticket = receive(mail(ANA, "Aiuto", "")).ticket().orElseThrow();

    Intake own = receive(mail(ANA, "Segnalazione " + ticket + ": ancora", ""));
    Intake colleague = receive(mail(BEA, "Segnalazione " + ticket, ""));
    Intake provenColleague =
        receive(
            TestNames.signed("pasticceria-aurora.example", mail(BEA, "Re: [" + ticket + "]", "")));
    Intake other = receive(mail(CARLO, "Segnalazione " + ticket, ""));
    Intake stranger = receive(mail("chi@altrove.example", "Segnalazione " + ticket, ""));

    assertEquals(Optional.of(ticket), own.ticket());
    assertFalse(colleague.ticket().filter(ticket::equals).isPresent());
    assertEquals(Optional.of(ticket), provenColleague.ticket());
    assertFalse(other.ticket().filter(ticket::equals).isPresent());
    assertEquals(Optional.of(Reason.UNKNOWN_SENDER), stranger.quarantine());
  }

  @Test
  void aReplyLongAfterTheSolutionOpensATicketThatPointsToTheFirst() throws Exception {
    TicketId ticket = receive(mail(ANA, "Vecchia", "")).ticket().orElseThrow();
    desk.bean(Tickets.class).resolve(agent(), ticket);
    desk.run(
        "update ticketing.ticket set resolved_at = resolved_at - interval '31 days' where id = "
            + ticket);

    TicketId fresh =
        receive(mail(ANA, "Re: Vecchia", "In-Reply-To: " + given(ticket) + "\n"))
            .ticket()
            .orElseThrow();

    assertFalse(fresh.equals(ticket));
    assertEquals(ticket.toString(), view(fresh).reference().fields().get(IntakeDesk.AFTER));
  }

  @Test
  void theCodeOfAPlatformDecidesForWhomSeveralAreServed() throws Exception {
    desk.run(
        "insert into contacts.contact_platform (contact, platform, kind)"
            + " select a.contact, p.id, 'TECHNICAL' from contacts.contact_address a,"
            + " contacts.platform p where a.address_key = '"
            + CARLO
            + "' and p.code = '1042'");
    try {
      Intake unsaid = receive(mail(CARLO, "Aiuto", ""));
      Intake said = receive(mail(CARLO, "Aiuto per la console 1042", ""));
      Intake both = receive(mail(CARLO, "1042 o 2077", ""));

      assertEquals(Optional.of(Reason.AMBIGUOUS), unsaid.quarantine());
      assertEquals(desk.platform("1042"), view(said.ticket().orElseThrow()).platform());
      assertEquals(Optional.of(Reason.AMBIGUOUS), both.quarantine());

      Intake chosen =
          desk.bean(Quarantine.class)
              .releaseFor(agent(), unsaid.id(), desk.platform("2077"))
              .orElseThrow();
      assertEquals(desk.platform("2077"), view(chosen.ticket().orElseThrow()).platform());
      assertEquals(RECEIVED, view(chosen.ticket().orElseThrow()).received());
    } finally {
      desk.run("delete from contacts.contact_platform where kind = 'TECHNICAL'");
    }
  }

  @Test
  void aReturnedMailIsMarkedItsAddressFlaggedAndItsTicketTold() throws Exception {
    TicketId ticket = receive(mail(ANA, "Aiuto", "")).ticket().orElseThrow();
    String id =
        desk.text("select message_id from notifications.outgoing_mail where ticket = " + ticket);

    Intake report = receive(report(id, ANA, "failed", "5.1.1"));

    assertEquals(Optional.of(ticket), report.ticket());
    assertEquals(MessageView.Kind.AUTOMATIC, view(ticket).messages().get(1).kind());
    MailSources.Return back = sources().returns(agent(), List.of(ticket)).get(0);
    assertEquals(ANA, back.recipient());
    assertTrue(back.failed() && back.detail().contains("no such user"), back.detail());
    assertTrue(sources().badAddress(agent(), new EmailAddress(ANA)).isPresent());

    receive(mail(ANA, "Sono viva", ""));
    assertEquals(Optional.empty(), sources().badAddress(agent(), new EmailAddress(ANA)));
  }

  @Test
  void aFullMailboxFlagsNobodyAndADelayTakesNoFailureBack() throws Exception {
    TicketId ticket = receive(mail(ANA, "Aiuto", "")).ticket().orElseThrow();
    String id =
        desk.text("select message_id from notifications.outgoing_mail where ticket = " + ticket);

    receive(report(id, ANA, "failed", "5.2.2"));
    receive(report(id, ANA, "delayed", "4.4.1"));

    assertEquals(
        "FAILED",
        desk.text("select fate from notifications.outgoing_mail where ticket = " + ticket));
    assertEquals(Optional.empty(), sources().badAddress(agent(), new EmailAddress(ANA)));
  }

  @Test
  void aReportAboutNoMailOfOursOrAboutAnotherRecipientChangesNothing() throws Exception {
    TicketId ticket = receive(mail(ANA, "Aiuto", "")).ticket().orElseThrow();
    String id =
        desk.text("select message_id from notifications.outgoing_mail where ticket = " + ticket);

    receive(report(id, CARLO, "failed", "5.1.1"));
    Intake unknown = receive(report("<nobody@desk.example>", ANA, "failed", "5.1.1"));

    assertEquals(Optional.of(Reason.AUTOMATIC), unknown.quarantine());
    assertEquals(0, desk.number("select count(*) from notifications.bad_address"));
    assertEquals(
        "", desk.text("select fate from notifications.outgoing_mail where ticket = " + ticket));
  }

  @ParameterizedTest
  @ValueSource(strings = {"accettazione", "avvenuta-consegna", "errore-consegna"})
  void aReceiptOfCertifiedMailIsKeptWithItsTicketAsEvidence(String kind) throws Exception {
    TicketId ticket = receive(mail(ANA, "Aiuto", "")).ticket().orElseThrow();

    Intake receipt =
        receive(
            mail(
                "posta-certificata@pec.gestore.example",
                "RICEVUTA",
                "X-Ricevuta: " + kind + "\nX-Riferimento-Message-ID: " + given(ticket) + "\n"));

    assertEquals(Optional.of(ticket), receipt.ticket());
    assertEquals(MessageView.Kind.AUTOMATIC, view(ticket).messages().get(1).kind());
    assertEquals(
        Optional.of(Reason.AUTOMATIC),
        receive(
                mail(
                    "posta-certificata@pec.gestore.example",
                    "RICEVUTA",
                    "X-Ricevuta: " + kind + "\nX-Riferimento-Message-ID: <x@y.example>\n"))
            .quarantine());
  }

  /** R19: a program that answers every mail and says nowhere that it is one. */
  @Test
  void aRobotThatAnswersEverythingIsAnsweredOnceUnprovenAndTenTimesProven() throws Exception {
    assertEquals(1, stormOf(60, i -> mail(BEA, "Fuori sede " + i, "")));
    assertEquals(
        10,
        stormOf(
            60,
            i -> TestNames.signed("libreria-minerva.example", mail(CARLO, "Fuori sede " + i, ""))));
  }

  /** R19: two desks that acknowledge each other's acknowledgements. */
  @Test
  void twoDesksThatAnswerEachOtherFallSilent() throws Exception {
    long before = answers();
    receive(mail(BEA, "Inizio", ""));
    for (int i = 0; i < 50; i++) {
      String id =
          desk.text("select message_id from notifications.outgoing_mail order by id desc limit 1");
      receive(mail(BEA, "Ricevuta la vostra " + i, "In-Reply-To: " + id + "\n"));
      receive(mail(BEA, "Ricevuta " + i, "Auto-Submitted: auto-replied\n"));
    }
    assertEquals(1, answers() - before);
  }

  @Test
  void ofAnyNumberOfUnprovenMailsAnAddressGetsOneAcknowledgement() throws Exception {
    assertEquals(1, stormOf(40, i -> mail("ospite@pasticceria-aurora.example", "N. " + i, "")));
    assertEquals(
        39,
        desk.number(
            "select count(*) from notifications.outgoing_mail where state = 'WITHHELD'"
                + " and recipient = 'ospite@pasticceria-aurora.example'"));
  }

  @Test
  void anAgentReleasesAMailIntoATicketAsAStrangersAndDiscardsOthers() throws Exception {
    TicketId ticket = receive(mail(ANA, "Aiuto", "")).ticket().orElseThrow();
    Intake held = receive(mail("tecnico@altrove.example", "Per Anna", ""));
    Intake junk = receive(mail("spam@altrove.example", "Compra", ""));
    Quarantine quarantine = desk.bean(Quarantine.class);

    assertThrows(
        TicketNotFound.class,
        () -> quarantine.releaseInto(agent(), held.id(), new TicketId(99_999_999)));
    Intake placed = quarantine.releaseInto(agent(), held.id(), ticket).orElseThrow();
    assertEquals(1, quarantine.discard(agent(), List.of(junk.id(), held.id(), -1L)));

    assertEquals(Optional.of(ticket), placed.ticket());
    MessageView message = view(ticket).messages().get(1);
    assertEquals(Optional.empty(), message.contact());
    assertEquals("tecnico@altrove.example", message.address());
    assertEquals(Optional.empty(), quarantine.detail(agent(), junk.id()));
    assertEquals(Optional.empty(), quarantine.releaseInto(agent(), junk.id(), ticket));
    assertEquals(
        2,
        desk.number(
            "select count(*) from contacts.audit where subject in ('mail:"
                + junk.id()
                + "', 'mail:"
                + held.id()
                + "')"));
    assertThrows(NotAllowed.class, () -> quarantine.discard(new Scope.Desk(), List.of(junk.id())));
  }

  @Test
  void whatWasDiscardedIsListedAndPutBackAsItWas() throws Exception {
    Intake junk = receive(mail("forse@altrove.example", "Forse", ""));
    Intake other = receive(mail("altri@altrove.example", "Altri", ""));
    Quarantine quarantine = desk.bean(Quarantine.class);
    Quarantine.Entry before = quarantine.detail(agent(), junk.id()).orElseThrow().entry();
    quarantine.discard(agent(), List.of(junk.id()));

    assertEquals(List.of(before), quarantine.discarded(agent(), junk.id() + 1, 1));
    assertEquals(1, quarantine.restore(agent(), List.of(junk.id(), other.id(), -1L)));
    assertEquals(before, quarantine.detail(agent(), junk.id()).orElseThrow().entry());
    assertEquals(0, quarantine.restore(agent(), List.of(junk.id())));
    assertThrows(NotAllowed.class, () -> quarantine.restore(new Scope.Desk(), List.of(junk.id())));
  }

  @Test
  void aMailsSourceIsTheStaffsAlone() throws Exception {
    TicketId ticket =
        receive(mail(ANA, "Aiuto", "X-Strano: <b>\u0007</b>\n")).ticket().orElseThrow();
    long mail = arrival(ticket).mail();

    MailSources.Source source = sources().source(agent(), mail).orElseThrow();

    assertTrue(source.header().stream().anyMatch(f -> f.name().equals("x-strano")));
    assertTrue(source.source().contains("X-Strano: <b>\ufffd</b>"), source.source());
    assertThrows(NotAllowed.class, () -> sources().source(new Scope.Nothing(), mail));
    assertEquals(Optional.empty(), sources().source(agent(), -1));
  }

  @Test
  void heldMailStaysUntilAnAdministratorLetsItGo() throws Exception {
    MailSwitch held = desk.bean(MailSwitch.class);
    OutboxQueue queue = desk.bean(OutboxQueue.class);
    Caller.Staff admin =
        new Caller.Staff(new AgentId(1), "Ada", Language.IT, Set.of(Role.ADMINISTRATOR));
    receive(mail(ANA, "Aiuto", ""));
    try {
      held.hold(admin);
      assertEquals(List.of(), queue.claim(RelayKey.DEFAULT, 10, Duration.ofMinutes(1)));
      assertFalse(queue.isAnythingDue(RelayKey.DEFAULT));
      assertThrows(NotAllowed.class, () -> held.letGo(new Caller.Anonymous()));
    } finally {
      held.letGo(admin);
    }
    assertTrue(queue.isAnythingDue(RelayKey.DEFAULT));
  }

  @Test
  void aRestoredDatabaseHoldsItsMailByItself() {
    MailSwitch held = desk.bean(MailSwitch.class);
    held.recognise();
    held.recognise();
    assertEquals(Optional.empty(), held.held());

    desk.run("update notifications.mail_switch set identity = 'another/1'");
    held.recognise();

    assertEquals(MailSwitch.Why.RESTORED, held.held().orElseThrow().why());
    held.letGo(new Caller.Staff(new AgentId(1), "Ada", Language.IT, Set.of(Role.ADMINISTRATOR)));
    held.recognise();
    assertEquals(Optional.empty(), held.held());
  }

  @FunctionalInterface
  private interface Robot {
    String mail(int round) throws Exception;
  }

  private long stormOf(int rounds, Robot robot) throws Exception {
    long before = answers();
    for (int i = 0; i < rounds; i++) {
      assertTrue(receive(robot.mail(i)).ticket().isPresent());
    }
    return answers() - before;
  }

  private long answers() {
    return desk.number(
        "select count(*) from notifications.outgoing_mail"
            + " where kind = 'RECEIVED' and state in ('QUEUED', 'SENDING', 'SENT')");
  }

  private MailSources sources() {
    return desk.bean(MailSources.class);
  }

  private MailSources.Arrival arrival(TicketId ticket) {
    return sources().arrivals(agent(), List.of(ticket)).get(0);
  }

  private String given(TicketId ticket) {
    return desk.text("select message_id from notifications.given_id where ticket = " + ticket);
  }

  private String token(TicketId ticket) {
    return desk.text("select reply_token from notifications.given_id where ticket = " + ticket);
  }

  private void sweep() {
    IntakeSweep sweep = new IntakeSweep();
    sweep.mails = desk.bean(IncomingMails.class);
    sweep.inbox = desk.bean(Inbox.class);
    while (sweep.sweep()) {
      // One mail at a time.
    }
  }

  private Intake receive(String mail) throws Exception {
    return TestMails.receive(desk, "test", mail, RECEIVED);
  }

  private TicketView view(TicketId ticket) {
    return desk.bean(Tickets.class).view(new Scope.Desk(), ticket);
  }

  private Scope.Staff agent() {
    return new Scope.Staff(
        new AgentId(desk.number("select id from contacts.staff where login = 'anna.conti'")),
        Set.of(Role.AGENT));
  }
}
