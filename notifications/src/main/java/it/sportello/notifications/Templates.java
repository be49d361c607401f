package it.sportello.notifications;

import it.sportello.contacts.AgentId;
import it.sportello.contacts.Audit;
import it.sportello.contacts.Caller;
import it.sportello.contacts.DeskClock;
import it.sportello.contacts.EmailAddress;
import it.sportello.contacts.InvalidEntry;
import it.sportello.contacts.InvalidEntry.Fault;
import it.sportello.contacts.Language;
import it.sportello.contacts.Role;
import it.sportello.contacts.Scope;
import it.sportello.contacts.Staff;
import it.sportello.notifications.words.Kind;
import it.sportello.notifications.words.Letter;
import it.sportello.notifications.words.Letters;
import it.sportello.notifications.words.Notice;
import it.sportello.notifications.words.Proofreading;
import it.sportello.notifications.words.Samples;
import it.sportello.notifications.words.Shipped;
import it.sportello.notifications.words.Wording;
import it.sportello.ticketing.NotAllowed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The words of the desk's mails, for administrators to change. What is kept has been proofread, so
 * that it can be written with any facts; a version never changes, and mails that were made before
 * keep their bytes.
 */
@ApplicationScoped
@Transactional
public class Templates {
  @Inject TemplateRows rows;
  @Inject MailSettings settings;
  @Inject Outbox outbox;
  @Inject Staff staff;
  @Inject Audit audit;
  @Inject DeskClock clock;

  /** What a mail is about, and in which language it is written. */
  public record Subject(Kind kind, Language language) {}

  /**
   * A version that somebody made.
   *
   * @param wording empty: from here on the words that the desk comes with
   * @param trouble since when and why it could not be written as a mail; empty when all is well
   */
  public record Version(
      long id,
      Subject subject,
      Optional<Wording> wording,
      AgentId author,
      Instant made,
      Optional<Trouble> trouble) {}

  /** The shipped words went out instead. */
  public record Trouble(Instant since, String detail) {}

  /**
   * The versions in force; where there is none, the desk's own words are.
   *
   * @throws NotAllowed unless the caller administers
   */
  public Map<Subject, Version> inForce(Scope by) {
    guard(by);
    return rows.inForce();
  }

  /**
   * Newest first.
   *
   * @throws NotAllowed unless the caller administers
   */
  public List<Version> history(Scope by, Subject subject) {
    guard(by);
    return rows.history(subject);
  }

  /**
   * What these words become, with made-up facts.
   *
   * @throws InvalidEntry with all that is wrong with them
   * @throws NotAllowed unless the caller administers
   */
  public Letter preview(Scope by, Subject subject, Wording wording) {
    guard(by);
    Proofreading.read(subject.kind(), wording);
    return new Letters().write(sample(subject), wording);
  }

  /**
   * From now on mails are made with these words.
   *
   * @param base the version that they were written upon; 0 for the shipped words
   * @throws InvalidEntry with all that is wrong with them, or that somebody else was faster
   * @throws NotAllowed unless the caller administers
   */
  public void save(Caller.Staff by, Subject subject, Wording wording, long base) {
    guard(by);
    Proofreading.read(subject.kind(), wording);
    follow(by, subject, Optional.of(wording), base, "template.change");
  }

  /**
   * Back to the words that the desk comes with.
   *
   * @throws InvalidEntry when somebody else was faster
   * @throws NotAllowed unless the caller administers
   */
  public void reset(Caller.Staff by, Subject subject, long base) {
    guard(by);
    follow(by, subject, Optional.empty(), base, "template.reset");
  }

  /**
   * Mails what these words become to the one who asks, by the usual way.
   *
   * @return where to
   * @throws InvalidEntry with all that is wrong with them; {@code template.no_address} when the one
   *     who asks has none
   * @throws NotAllowed unless the caller administers
   */
  public EmailAddress tryOut(Caller.Staff by, Subject subject, Wording wording) {
    guard(by);
    Proofreading.read(subject.kind(), wording);
    EmailAddress to = staff.address(by.id()).orElseThrow(() -> fault("", "template.no_address"));
    outbox.trial(
        subject.kind(), subject.language(), to, new Letters().write(sample(subject), wording));
    audit.record(by, "template.test", name(subject));
    return to;
  }

  private Notice sample(Subject subject) {
    return Samples.full(subject.kind(), subject.language(), settings.name(), settings.url());
  }

  private void follow(
      Caller.Staff by, Subject subject, Optional<Wording> wording, long base, String act) {
    rows.oneAtATime(subject);
    long now = rows.history(subject).stream().findFirst().map(Version::id).orElse(0L);
    if (now != base) {
      throw fault("", "template.changed");
    }
    Wording shipped = Shipped.of(subject.kind(), subject.language());
    rows.add(subject, wording.filter(words -> !words.equals(shipped)), by.id(), clock.now());
    audit.record(by, act, name(subject));
  }

  private static InvalidEntry fault(String pointer, String key) {
    return new InvalidEntry(List.of(new Fault(pointer, key)));
  }

  private static String name(Subject subject) {
    return "template:" + subject.kind() + "." + subject.language();
  }

  private static void guard(Scope by) {
    if (!by.administers()) {
      throw new NotAllowed("keep templates");
    }
  }

  private static void guard(Caller.Staff by) {
    if (!by.roles().contains(Role.ADMINISTRATOR)) {
      throw new NotAllowed("keep templates");
    }
  }
}
