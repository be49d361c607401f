package it.sportello.web.pages;

import it.sportello.notifications.MailSender;
import it.sportello.notifications.MailSender.Standing;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One sender in words.
 *
 * @param trouble what stood in the way of its last mail; empty when it went
 */
public record SenderSheet(
    long id,
    String name,
    String address,
    String state,
    String tone,
    String trouble,
    boolean off,
    String changeLabel,
    String checkLabel,
    String testLabel,
    String offLabel,
    String onLabel,
    List<TicketSheet.Pair> facts) {
  static SenderSheet of(MailSender sender, Map<String, String> products, Page page) {
    Words words = page.words();
    String key = state(sender);
    return new SenderSheet(
        sender.id().value(),
        sender.name(),
        sender.address(),
        words.say("sender.state." + key),
        key.equals("ACTIVE") ? "kept" : key.equals("FAILS") ? "bad" : "plain",
        trouble(sender, page),
        sender.standing() == Standing.OFF,
        words.say("sender.change.of", sender.name()),
        words.say("sender.check.of", sender.name()),
        words.say("sender.test.of", sender.name()),
        words.say("sender.off.of", sender.name()),
        words.say("sender.on.of", sender.name()),
        facts(sender, products, page));
  }

  /** What every mail takes that has no sender of its own. */
  static List<TicketSheet.Pair> facts(MailSender.Default desk, Words words) {
    List<TicketSheet.Pair> facts = new ArrayList<>();
    facts.add(pair(words, "sender.from", desk.name() + " <" + desk.address() + ">"));
    facts.add(
        pair(
            words,
            "sender.relay",
            desk.relay().isEmpty() ? words.say("sender.relay.none") : desk.relay()));
    facts.add(pair(words, "box.encryption", words.say("sender.encryption." + desk.encryption())));
    facts.add(pair(words, "sender.pace", pace(desk.perMinute(), words)));
    return facts;
  }

  private static String trouble(MailSender sender, Page page) {
    return sender
        .trouble()
        .map(trouble -> page.words().say("sender.trouble." + trouble))
        .map(
            line ->
                sender
                    .failingSince()
                    .map(
                        since ->
                            line + " " + page.words().say("box.since", page.when().full(since)))
                    .orElse(line))
        .orElse("");
  }

  private static String state(MailSender sender) {
    if (sender.trouble().isPresent()) {
      return "FAILS";
    }
    return sender.standing().name();
  }

  private static List<TicketSheet.Pair> facts(
      MailSender sender, Map<String, String> products, Page page) {
    Words words = page.words();
    List<TicketSheet.Pair> facts = new ArrayList<>();
    facts.add(
        pair(words, "sender.product", products.getOrDefault(sender.product(), sender.product())));
    facts.add(pair(words, "sender.from", sender.name() + " <" + sender.address() + ">"));
    facts.add(pair(words, "sender.relay", sender.host() + ":" + sender.port()));
    facts.add(pair(words, "box.encryption", words.say("sender.encryption." + sender.encryption())));
    facts.add(
        pair(
            words,
            "box.sign_in",
            sender.login().isEmpty()
                ? words.say("sender.sign_in.none")
                : words.say("box.sign_in." + sender.signIn())));
    if (!sender.bounces().isEmpty()) {
      facts.add(pair(words, "sender.bounces", sender.bounces()));
    }
    facts.add(pair(words, "sender.pace", pace(sender.perMinute(), words)));
    facts.add(pair(words, "sender.waiting", waiting(sender, page)));
    return facts;
  }

  private static String waiting(MailSender sender, Page page) {
    String many = sender.waiting() >= MailSender.CAP ? "1000+" : Integer.toString(sender.waiting());
    return sender
        .waitingSince()
        .map(since -> page.words().say("sender.waiting.since", many, page.when().full(since)))
        .orElse(many);
  }

  private static String pace(int perMinute, Words words) {
    return perMinute == 0
        ? words.say("sender.pace.none")
        : words.say("sender.pace.value", perMinute);
  }

  private static TicketSheet.Pair pair(Words words, String key, String value) {
    return new TicketSheet.Pair(words.say(key), value);
  }
}
