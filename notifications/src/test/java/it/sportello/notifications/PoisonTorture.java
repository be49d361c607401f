package it.sportello.notifications;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import it.sportello.notifications.reading.MailReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** R4: every tenth mail of a mailbox cannot be read; the others know nothing of it. */
final class PoisonTorture {
  private static final int POISON = 10;

  private final TestDesk desk = TestDesk.get();
  private final int mails;

  PoisonTorture(int mails) {
    this.mails = mails;
  }

  MailTorture.Row run(Dovecot server) throws Exception {
    TestMailbox.forgetAll();
    long began = System.nanoTime();
    List<byte[]> all = new ArrayList<>();
    for (int i = 0; i < mails; i++) {
      all.add(
          TestMails.bytes(
              i % POISON == 0
                  ? poison(i)
                  : TestMails.mail(
                      "chi-" + i % 100 + "@libreria-minerva.example", "Sana " + i, "")));
    }
    server.deliver(all);
    ImapReader reader =
        TestMailbox.reader(
            desk.bean(MailboxAccounts.class)
                .add(TestMailbox.ADMINISTRATOR, TestMailbox.draft(server.port())));
    long end = System.nanoTime() + Duration.ofMinutes(20).toNanos();
    while (count("state <> 'RECEIVED'") < mails) {
      assertTrue(System.nanoTime() < end, "nothing is blocked");
      reader.turn();
    }
    reader.close();

    long poison = (mails + POISON - 1) / POISON;
    long found = count("state = 'IN_TICKET' and subject like 'Sana %'");
    long held = count("state = 'QUARANTINE' and reason = 'UNREADABLE'");
    assertEquals(mails, count("true"), "rows");
    assertEquals(poison, held, "in the quarantine");
    assertEquals(
        found,
        desk.number(
            "select count(distinct ticket) from notifications.incoming_mail"
                + " where subject like 'Sana %'"),
        "tickets");
    return MailTorture.Row.of(
        poison + " of them cannot be read: " + found + " tickets, " + held + " in the quarantine",
        mails,
        mails - found - held,
        0,
        began);
  }

  private long count(String condition) {
    return desk.number("select count(*) from notifications.incoming_mail where " + condition);
  }

  private static String poison(int i) {
    String from = "From: titolare@libreria-minerva.example\nSubject: Veleno " + i + "\n";
    return switch (i / POISON % 3) {
      case 0 -> from + "X-Uno: due\n".repeat(MailReader.HEADERS + 1) + "\nTesto\n";
      case 1 -> from + nested(MailReader.DEPTH + 5);
      default -> from + parts(MailReader.PARTS + 5);
    };
  }

  private static String nested(int depth) {
    StringBuilder mail = new StringBuilder();
    for (int i = 0; i < depth; i++) {
      mail.append("Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n".formatted(i, i));
    }
    return mail + "\nTesto\n";
  }

  private static String parts(int parts) {
    return "Content-Type: multipart/mixed; boundary=b\n\n"
        + "--b\nContent-Type: text/plain\n\nTesto\n".repeat(parts)
        + "--b--\n";
  }
}
