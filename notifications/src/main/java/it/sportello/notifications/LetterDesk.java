package it.sportello.notifications;

import it.sportello.contacts.AgentId;
import it.sportello.contacts.Contacts;
import it.sportello.contacts.DeskClock;
import it.sportello.contacts.EmailAddress;
import it.sportello.contacts.Language;
import it.sportello.contacts.Platform;
import it.sportello.contacts.PlatformId;
import it.sportello.contacts.SignInLinks;
import it.sportello.contacts.Staff;
import it.sportello.notifications.words.Kind;
import it.sportello.notifications.words.Letter;
import it.sportello.notifications.words.Notice;
import it.sportello.ticketing.TicketId;
import it.sportello.ticketing.Tickets;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Renders claimed mails and stores what was rendered before anything is sent: a repeat sends the
 * same bytes, whatever has changed meanwhile.
 */
@ApplicationScoped
@Transactional
class LetterDesk {
  private static final String STORE =
      """
      update notifications.outgoing_mail m
      set rendered = fresh.bytes
      from unnest(:ids, :fences, :bytes) fresh (id, fence, bytes)
      where m.id = fresh.id and m.fence = fresh.fence and m.state = 'SENDING'
      """;

  /** Nobody's address: nothing is sent, and the address is not kept. */
  private static final String DROP =
      """
      update notifications.outgoing_mail
      set state = 'DROPPED', recipient = ''
      where id = :id and fence = :fence and state = 'SENDING'
      """;

  /** What the customer's mail program knows of the conversations, each from its beginning. */
  private static final String THREADS =
      """
      select ticket, message_id, given_at at
      from notifications.given_id
      where ticket = any(:tickets)
      union all
      select ticket, message_id, received
      from notifications.incoming_mail
      where ticket = any(:tickets) and message_id <> '' and not automatic
      order by ticket, at, message_id
      """;

  @PersistenceContext(unitName = "sportello")
  EntityManager em;

  @Inject MailSettings settings;
  @Inject DeskClock clock;
  @Inject Contacts contacts;
  @Inject Staff staff;
  @Inject Tickets tickets;
  @Inject SignInLinks links;
  @Inject DutyLines duty;
  @Inject RegistryNotices registry;
  @Inject MemberMails members;
  @Inject LetterWriter letters;
  @Inject ReplyContext context;
  @Inject Enclosures enclosures;

  /**
   * @return the mails to be sent, rendered, in their order; those for nobody are left out
   */
  List<ClaimedMail> render(List<ClaimedMail> claimed) {
    List<ClaimedMail> fresh = claimed.stream().filter(mail -> !mail.isRendered()).toList();
    Facts facts = facts(fresh);
    Map<Long, byte[]> bytes = new HashMap<>();
    for (ClaimedMail mail : fresh) {
      notice(mail, facts)
          .ifPresentOrElse(
              notice -> bytes.put(mail.id(), print(mail, notice, facts)), () -> drop(mail));
    }
    store(fresh, bytes);
    Map<Long, List<Enclosure>> files =
        enclosures.ofMails(
            claimed.stream()
                .filter(mail -> mail.kind().isWrittenByAPerson())
                .map(ClaimedMail::id)
                .toList());
    return claimed.stream()
        .map(
            mail ->
                mail.with(
                    bytes.getOrDefault(mail.id(), mail.rendered()),
                    files.getOrDefault(mail.id(), List.of())))
        .filter(ClaimedMail::isRendered)
        .toList();
  }

  /** What all mails of a batch need, looked up once. */
  private record Facts(
      Map<PlatformId, Platform> platforms,
      Map<AgentId, String> agents,
      Map<Long, List<String>> threads,
      Map<Templates.Subject, Templates.Version> words,
      Instant now) {}

  private Facts facts(List<ClaimedMail> mails) {
    return new Facts(
        contacts.platformsByIds(present(mails.stream().map(ClaimedMail::platform).toList())),
        staff.names(present(mails.stream().map(ClaimedMail::agent).toList())),
        threads(
            present(mails.stream().map(ClaimedMail::ticket).toList()).stream()
                .map(TicketId::value)
                .toList()),
        mails.isEmpty() ? Map.of() : letters.words(),
        clock.now());
  }

  private Optional<Notice> notice(ClaimedMail mail, Facts facts) {
    if (mail.kind() == Kind.SIGN_IN) {
      return links
          .issue(mail.recipient())
          .map(issued -> notice(mail, facts, settings.url() + "/link?t=" + issued.secret()));
    }
    if (mail.kind() == Kind.DUTY) {
      Notice plain = notice(mail, facts, settings.url() + "/queue");
      return Optional.of(plain.with(duty.of(mail.batch().orElseThrow(), mail.language())));
    }
    if (mail.kind() == Kind.CONFIRM) {
      return registry.question(mail, link -> notice(mail, facts, link));
    }
    if (mail.kind() == Kind.MEMBER_CONFIRM || mail.kind() == Kind.MEMBER_MOVED) {
      return members.link(mail).map(link -> notice(mail, facts, link));
    }
    if (mail.kind() == Kind.UNKNOWN_SENDER) {
      return Optional.of(notice(mail, facts, settings.url() + "/contact-us"));
    }
    if (mail.kind() == Kind.LIST) {
      return registry.change(mail, link -> notice(mail, facts, link));
    }
    if (mail.kind() == Kind.OWNER) {
      return registry.owner(mail, link -> notice(mail, facts, link));
    }
    return Optional.of(
        notice(
            mail, facts, settings.url() + "/my/ticket?n=" + mail.ticket().orElseThrow().value()));
  }

  private Notice notice(ClaimedMail mail, Facts facts, String link) {
    ZoneId theirs =
        mail.platform()
            .map(facts.platforms()::get)
            .map(Platform::zone)
            .orElse(ZoneId.of("Europe/Rome"));
    return new Notice(
        mail.kind(),
        mail.language(),
        name(mail),
        link,
        mail.ticket().map(TicketId::toString).orElse(""),
        mail.subject(),
        agent(mail, facts),
        mail.message().map(tickets::messageText).orElse(""),
        mail.happenedAt(),
        mail.takeInChargeBy(),
        mail.answerBy(),
        mail.resolveBy(),
        mail.zone().isEmpty() ? theirs : ZoneId.of(mail.zone()),
        theirs);
  }

  private static String agent(ClaimedMail mail, Facts facts) {
    String somebody = mail.language() == Language.IT ? "un operatore" : "an agent";
    return mail.agent().map(id -> facts.agents().getOrDefault(id, somebody)).orElse("");
  }

  private String name(ClaimedMail mail) {
    return mail.brand().map(Brand::name).orElseGet(settings::name);
  }

  private EmailAddress address(ClaimedMail mail) {
    return mail.brand().map(Brand::address).orElseGet(settings::address);
  }

  private byte[] print(ClaimedMail mail, Notice notice, Facts facts) {
    Letterhead head =
        new Letterhead(
            mail.kind().isWrittenByAPerson()
                ? notice.agent() + " (" + name(mail) + ")"
                : name(mail),
            address(mail),
            mail.recipient(),
            mail.replyToken().isEmpty()
                ? Optional.empty()
                : Optional.of(new ReplyAddress(address(mail)).with(mail.replyToken())),
            mail.messageId(),
            before(mail, facts),
            mail.kind(),
            facts.now().atOffset(ZoneOffset.UTC));
    if (!mail.kind().isWrittenByAPerson()) {
      return LetterPress.print(head, letters.write(notice, facts.words()));
    }
    Enclosures.Sorted files = enclosures.of(mail.message().orElseThrow());
    Letter letter = letters.write(notice.with(context.around(mail, files.linked())), facts.words());
    enclosures.keep(mail.id(), files.within().stream().map(Enclosure::of).toList());
    return files.within().isEmpty()
        ? LetterPress.print(head, letter)
        : LetterPress.printForFiles(head, letter);
  }

  /** All in one statement: a round trip for each mail would cost more than making it. */
  private void store(List<ClaimedMail> fresh, Map<Long, byte[]> bytes) {
    List<ClaimedMail> printed =
        fresh.stream().filter(mail -> bytes.containsKey(mail.id())).toList();
    if (printed.isEmpty()) {
      return;
    }
    Sql.run(
        em,
        STORE,
        Map.of(
            "ids", printed.stream().map(ClaimedMail::id).toArray(Long[]::new),
            "fences", printed.stream().map(ClaimedMail::fence).toArray(Long[]::new),
            "bytes", printed.stream().map(mail -> bytes.get(mail.id())).toArray(byte[][]::new)));
  }

  private void drop(ClaimedMail mail) {
    Sql.run(em, DROP, Map.of("id", mail.id(), "fence", mail.fence()));
  }

  private Map<Long, List<String>> threads(Collection<Long> tickets) {
    if (tickets.isEmpty()) {
      return Map.of();
    }
    Map<Long, List<String>> threads = new HashMap<>();
    Sql.rows(em, THREADS, Map.of("tickets", tickets.toArray(Long[]::new)))
        .forEach(
            row ->
                threads
                    .computeIfAbsent(Sql.number(row, "ticket"), ticket -> new ArrayList<>())
                    .add(Sql.text(row, "message_id")));
    return threads;
  }

  /** Up to the mail itself. */
  private static List<String> before(ClaimedMail mail, Facts facts) {
    return mail
        .ticket()
        .map(ticket -> facts.threads().getOrDefault(ticket.value(), List.of()))
        .orElse(List.of())
        .stream()
        .takeWhile(id -> !id.equals(mail.messageId()))
        .toList();
  }

  private static <T> List<T> present(List<Optional<T>> values) {
    return values.stream().flatMap(Optional::stream).filter(Objects::nonNull).distinct().toList();
  }
}
