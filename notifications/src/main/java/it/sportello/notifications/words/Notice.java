package it.sportello.notifications.words;

import it.sportello.contacts.Language;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * What is to be told; texts are data and may hold anything.
 *
 * @param number of the ticket, empty when the mail is about none
 * @param subject of the ticket; empty where it may not be repeated, see RFC 3834 section 3.1.6 on
 *     what an automatic answer quotes
 * @param agent who acted, empty when nobody did
 * @param body what the agent wrote, empty when nobody did
 * @param at when it happened
 * @param takeInChargeBy promised, and so on
 * @param zone that the promise was counted in; instants are told in it
 * @param theirs the customer's zone: where its clocks differ, the other zone is named
 * @param lines what the people on duty are told; empty in every other mail
 * @param reply what stands around the words of an agent
 */
public record Notice(
    Kind kind,
    Language language,
    String desk,
    String link,
    String number,
    String subject,
    String agent,
    String body,
    Instant at,
    Optional<Instant> takeInChargeBy,
    Optional<Instant> answerBy,
    Optional<Instant> resolveBy,
    ZoneId zone,
    ZoneId theirs,
    List<Line> lines,
    Reply reply) {
  public Notice {
    lines = List.copyOf(lines);
  }

  /** Without lines, and with nothing around the words of an agent. */
  public Notice(
      Kind kind,
      Language language,
      String desk,
      String link,
      String number,
      String subject,
      String agent,
      String body,
      Instant at,
      Optional<Instant> takeInChargeBy,
      Optional<Instant> answerBy,
      Optional<Instant> resolveBy,
      ZoneId zone,
      ZoneId theirs) {
    this(
        kind,
        language,
        desk,
        link,
        number,
        subject,
        agent,
        body,
        at,
        takeInChargeBy,
        answerBy,
        resolveBy,
        zone,
        theirs,
        List.of(),
        Reply.BARE);
  }

  /** How a promise stands. */
  public enum Mark {
    NEAR,
    MISSED
  }

  /**
   * A promise that the people on duty are told of.
   *
   * @param promise which one: {@code TAKE_IN_CHARGE} and so on
   */
  public record Line(
      String number,
      String link,
      String platform,
      String level,
      String promise,
      Mark mark,
      Instant due,
      ZoneId zone) {}

  /**
   * What stands around the words of an agent.
   *
   * @param signature the agent's own; may be empty
   * @param answers what is answered; empty when nothing is
   * @param files that are too much for a mail and wait behind a sign-in
   */
  public record Reply(String signature, Optional<Quote> answers, List<Linked> files) {
    public static final Reply BARE = new Reply("", Optional.empty(), List.of());

    public Reply {
      files = List.copyOf(files);
    }
  }

  /** What somebody wrote before; text is data and may hold anything. */
  public record Quote(Instant at, String text) {}

  /** A file to be fetched; its name is data and may hold anything. */
  public record Linked(String name, long size) {}

  /** The same about something that is no ticket. */
  public Notice about(String name, String by, String told) {
    return but(name, by, told, lines, reply);
  }

  /** The same with these lines. */
  public Notice with(List<Line> told) {
    return but(subject, agent, body, told, reply);
  }

  /** The same with this around the words of the agent. */
  public Notice with(Reply around) {
    return but(subject, agent, body, lines, around);
  }

  private Notice but(String name, String by, String told, List<Line> shown, Reply around) {
    return new Notice(
        kind,
        language,
        desk,
        link,
        number,
        name,
        by,
        told,
        at,
        takeInChargeBy,
        answerBy,
        resolveBy,
        zone,
        theirs,
        shown,
        around);
  }
}
