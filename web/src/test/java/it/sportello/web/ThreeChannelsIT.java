package it.sportello.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import it.sportello.web.harness.Answer;
import it.sportello.web.harness.Desk;
import it.sportello.web.harness.Mails;
import it.sportello.web.harness.Patience;
import it.sportello.web.harness.Visitor;
import it.sportello.web.phone.Telephone;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * At one instant on each of the days that desks get wrong, the same customer asks by the form, by
 * mail and by phone: the three are told the same instants, to the minute, and so is whoever reads
 * the acknowledgement or asks the API afterwards. Priority: 9–18, two hours to take in charge,
 * eight to answer.
 */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class ThreeChannelsIT {
  private static final String PLATFORM = "1042";

  /** Two, because one person may send ten forms a minute. */
  private static final List<String> PEOPLE =
      List.of("titolare@pasticceria-aurora.example", "newsletter@pasticceria-aurora.example");

  private final Desk desk = Desk.running();
  private final Telephone telephone = new Telephone(desk);

  @AfterEach
  void theClockComesBack() {
    desk.back();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
      2027-06-11T17:59+02:00 | 2027-06-14T10:59+02:00 | 2027-06-14T16:59+02:00 | lunedì 14 giugno alle 10:59    | lunedì 14 giugno alle 10 e 59
      2027-03-26T17:59+01:00 | 2027-03-30T10:59+02:00 | 2027-03-30T16:59+02:00 | martedì 30 marzo alle 10:59    | martedì 30 marzo alle 10 e 59
      2027-03-28T01:59+01:00 | 2027-03-30T11:00+02:00 | 2027-03-30T17:00+02:00 | martedì 30 marzo alle 11:00    | da martedì 30 marzo alle 9.
      2027-03-28T03:00+02:00 | 2027-03-30T11:00+02:00 | 2027-03-30T17:00+02:00 | martedì 30 marzo alle 11:00    | da martedì 30 marzo alle 9.
      2027-03-29T10:00+02:00 | 2027-03-30T11:00+02:00 | 2027-03-30T17:00+02:00 | martedì 30 marzo alle 11:00    | da martedì 30 marzo alle 9.
      2027-10-01T17:59+02:00 | 2027-10-05T10:59+02:00 | 2027-10-05T16:59+02:00 | martedì 5 ottobre alle 10:59   | martedì 5 ottobre alle 10 e 59
      2027-10-04T10:00+02:00 | 2027-10-05T11:00+02:00 | 2027-10-05T17:00+02:00 | martedì 5 ottobre alle 11:00   | da martedì 5 ottobre alle 9.
      2027-10-31T02:30+02:00 | 2027-11-02T11:00+01:00 | 2027-11-02T17:00+01:00 | martedì 2 novembre alle 11:00  | da martedì 2 novembre alle 9.
      2027-10-31T02:30+01:00 | 2027-11-02T11:00+01:00 | 2027-11-02T17:00+01:00 | martedì 2 novembre alle 11:00  | da martedì 2 novembre alle 9.
      2027-12-24T17:59+01:00 | 2027-12-27T10:59+01:00 | 2027-12-27T16:59+01:00 | lunedì 27 dicembre alle 10:59  | lunedì 27 dicembre alle 10 e 59
      2027-12-25T12:00+01:00 | 2027-12-27T11:00+01:00 | 2027-12-27T17:00+01:00 | lunedì 27 dicembre alle 11:00  | da lunedì 27 dicembre alle 9.
      2027-12-26T23:59+01:00 | 2027-12-27T11:00+01:00 | 2027-12-27T17:00+01:00 | lunedì 27 dicembre alle 11:00  | da lunedì 27 dicembre alle 9.
      """)
  void formMailAndPhoneAgree(
      String at, String takeInChargeBy, String answerBy, String written, String spoken) {
    String promised = minute(takeInChargeBy) + " " + minute(answerBy);
    String person = PEOPLE.get(at.startsWith("2027-03") ? 0 : 1);
    desk.travelTo(at);

    Visitor form = desk.form(PLATFORM, person);
    Answer said = form.get("/widget/v1/promise").expect(200);
    Answer sent = form.once().post("/widget/v1/tickets", filledIn(person)).expect(201);
    long mailed = mailed(person);
    String heard = telephone.key(PLATFORM).expect(200).body();

    assertEquals(promised, told(said));
    assertEquals(promised, told(sent));
    assertEquals(promised, kept(Long.parseLong(sent.at("/number"))));
    assertEquals(promised, kept(mailed));
    var acknowledgement =
        desk.mails().await(person, m -> Mails.subject(m).contains(Long.toString(mailed)));
    assertTrue(Mails.text(acknowledgement).contains(written), Mails.text(acknowledgement));
    assertTrue(heard.contains(spoken), heard);
    telephone.ticket().ifPresent(number -> assertEquals(promised, kept(number)));
    assertEquals(spoken.startsWith("da "), telephone.ticket().isEmpty());
  }

  private static String filledIn(String person) {
    return """
    {"subject":"Tre canali","did":"Una","expected":"Due","happened":"Tre","impact":"HINDERED",
     "reference":{},"answerTo":"%s","attachments":[]}
    """
        .formatted(person);
  }

  private long mailed(String person) {
    String subject = "Tre canali " + UUID.randomUUID();
    desk.mail(
        """
                Authentication-Results: mx.desk.example; dmarc=pass header.from=%s
                From: %s
                To: support@desk.example
                Subject: %s
                Message-ID: <%s@mail.example>
                Content-Type: text/plain; charset=utf-8

                Non parte.
                """
            .formatted(
                person.substring(person.indexOf('@') + 1), person, subject, UUID.randomUUID()));
    return Patience.until(
        Duration.ofSeconds(30),
        "the mail to become a ticket",
        () ->
            Optional.of(
                    desk.sql()
                        .number(
                            "select coalesce(max(id), 0) from ticketing.ticket where subject = ?",
                            subject))
                .filter(number -> number > 0));
  }

  /** What the clocks of the ticket are due by. */
  private String kept(long number) {
    Answer promises = desk.program().get("/api/v1/tickets/" + number + "/promises").expect(200);
    assertEquals("TAKE_IN_CHARGE", promises.at("/promises/0/kind"));
    assertEquals("ANSWER", promises.at("/promises/1/kind"));
    return minute(promises.at("/promises/0/due")) + " " + minute(promises.at("/promises/1/due"));
  }

  private static String told(Answer answer) {
    return minute(answer.at("/takeInChargeBy")) + " " + minute(answer.at("/answerBy"));
  }

  private static String minute(String instant) {
    return OffsetDateTime.parse(instant).toInstant().toString().substring(0, 16);
  }
}
