package it.sportello.web.phone;

import it.sportello.contacts.Language;
import it.sportello.contacts.Platform;
import it.sportello.entitlements.Admission.Refused;
import it.sportello.entitlements.Promise;
import it.sportello.entitlements.Receipt;
import it.sportello.ticketing.Deadline;
import it.sportello.web.problem.Words;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The words of the phone line and nothing else. As long as nobody knows who is calling everything
 * is said in Italian and then in English; afterwards in the language of the platform.
 */
final class PhoneDialogue {
  static final int ATTEMPTS = 3;
  private static final String BUNDLE = "it.sportello.web.phone.phone";
  private final String deskAddress;

  /**
   * @param deskAddress where to write to instead
   */
  PhoneDialogue(String deskAddress) {
    this.deskAddress = deskAddress;
  }

  PhoneStep greeting() {
    return PhoneStep.ask(1, inEveryLanguage("greeting"));
  }

  /**
   * @param attempt the one that failed; after the third the line says what else can be done
   */
  PhoneStep wrongCode(int attempt) {
    return attempt >= ATTEMPTS
        ? PhoneStep.goodbye(inEveryLanguage("code.given-up"))
        : PhoneStep.ask(attempt + 1, inEveryLanguage("code.wrong"));
  }

  PhoneStep noCode(int attempt) {
    return attempt >= ATTEMPTS
        ? PhoneStep.goodbye(inEveryLanguage("code.given-up"))
        : PhoneStep.ask(attempt + 1, inEveryLanguage("code.none"));
  }

  /** The ticket is open: what was found, what is promised, and the call is put through. */
  PhoneStep connect(Platform platform, String level, Receipt receipt) {
    var say = new Speech(platform);
    say.add("found", Map.of("platform", platform.name(), "level", level));
    say.add("ticket", Map.of("number", digits(receipt.ticket().value())));
    promise(say, receipt.granted().promise(), receipt.granted().zone());
    say.add("connecting", Map.of());
    return new PhoneStep(
        say.sentences,
        PhoneStep.Next.CONNECT,
        0,
        Optional.of(receipt.ticket()),
        List.of(say.sentence("unanswered", Map.of())));
  }

  /** As {@link #connect}, where the desk has no number to put calls through to. */
  PhoneStep answerInWriting(Platform platform, String level, Receipt receipt) {
    var connected = connect(platform, level, receipt);
    var said = new ArrayList<>(connected.sentences());
    said.set(said.size() - 1, new Speech(platform).sentence("in-writing", Map.of()));
    return new PhoneStep(said, PhoneStep.Next.HANG_UP, 0, connected.ticket(), List.of());
  }

  /** Why not, and what to do instead. */
  PhoneStep refused(Platform platform, Refused refused) {
    var say = new Speech(platform);
    var facts = new HashMap<String, Object>(Map.of("platform", platform.name()));
    var time = new SpokenTime(platform.language(), refused.zone());
    refused.opens().ifPresent(opens -> facts.put("opens", time.moment(opens)));
    refused.lapsed().ifPresent(since -> facts.put("since", time.day(since)));
    say.add(
        switch (refused.reason()) {
          case UNKNOWN_PLATFORM -> "code.given-up";
          case NOT_INCLUDED -> "refused.not-included";
          case CLOSED -> refused.opens().isPresent() ? "refused.closed" : "refused.closed-for-now";
          case LAPSED -> "refused.lapsed";
        },
        facts);
    say.add("write", Map.of("address", deskAddress));
    return PhoneStep.goodbye(say.sentences);
  }

  /** Nobody is registered for the platform, so that nobody could be answered. */
  PhoneStep nobodyRegistered(Platform platform) {
    var say = new Speech(platform);
    say.add("nobody", Map.of("platform", platform.name()));
    say.add("write", Map.of("address", deskAddress));
    return PhoneStep.goodbye(say.sentences);
  }

  /** Something of ours is down, perhaps all of it. */
  PhoneStep trouble() {
    return PhoneStep.goodbye(inEveryLanguage("trouble"));
  }

  private static void promise(Speech say, Promise promise, ZoneId zone) {
    var time = new SpokenTime(say.language, zone);
    say.due("promise.take", promise.takeInChargeBy(), time);
    say.due("promise.answer", promise.answerBy(), time);
    say.due("promise.resolve", promise.resolveBy(), time);
  }

  private List<Sentence> inEveryLanguage(String key) {
    return Stream.of(Language.IT, Language.EN)
        .map(language -> sentence(language, key, Map.of("address", deskAddress)))
        .toList();
  }

  private static Sentence sentence(Language language, String key, Map<String, Object> facts) {
    return new Sentence(language, Words.of(BUNDLE, language).sentence(key, facts));
  }

  /** One by one, so that 1042 is not read as a quantity. */
  private static String digits(long number) {
    return Long.toString(number)
        .chars()
        .mapToObj(Character::toString)
        .collect(Collectors.joining(", "));
  }

  private static final class Speech {
    private final List<Sentence> sentences = new ArrayList<>();
    private final Language language;

    Speech(Platform platform) {
      language = platform.language();
    }

    void add(String key, Map<String, Object> facts) {
      sentences.add(sentence(key, facts));
    }

    void due(String key, Deadline due, SpokenTime time) {
      if (!due.isNever()) {
        add(key, Map.of("due", time.moment(due.at())));
      }
    }

    Sentence sentence(String key, Map<String, Object> facts) {
      return PhoneDialogue.sentence(language, key, facts);
    }
  }
}
