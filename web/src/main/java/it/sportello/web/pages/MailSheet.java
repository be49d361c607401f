package it.sportello.web.pages;

import it.sportello.contacts.Audit;
import it.sportello.notifications.MailSources;
import it.sportello.notifications.proof.Trust;
import it.sportello.ticketing.TicketId;
import it.sportello.web.security.CurrentCaller;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** One mail as it came: its header, its source, and who it really is from. */
@Named("mail")
@RequestScoped
public class MailSheet {
  private static final int NOT_FOUND = 404;
  private static final int MOST_SEALERS = 10;
  private static final Pattern SEALER =
      Pattern.compile("(?i)(?:^|;)\\s*d\\s*=\\s*([a-z0-9.-]{1,253})\\s*(?:;|$)");

  @Inject Page page;
  @Inject Params params;
  @Inject CurrentCaller who;
  @Inject MailSources sources;
  @Inject Audit audit;

  private Optional<MailSources.Source> mail = Optional.empty();

  public void load() {
    long id = params.number("id").orElse(0L);
    try {
      mail = sources.source(who.scope(), id);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (mail.isEmpty()) {
      Turn.refuse(NOT_FOUND);
      return;
    }
    audit.record(who.caller(), "mail.source", "mail:" + id);
  }

  public List<TicketSheet.Pair> getFacts() {
    List<TicketSheet.Pair> facts = new ArrayList<>();
    mail.ifPresent(
        m -> {
          if (m.trust() != Trust.UNCHECKED) {
            facts.add(pair("post.trust", Provenance.why(m.trust(), m.proof(), page.words())));
          }
          if (!m.proof().isEmpty()) {
            facts.add(pair("post.proof", m.proof()));
          }
          sealers(m)
              .ifPresent(by -> facts.add(pair("post.arc", page.words().say("post.arc.by", by))));
          m.twin()
              .ifPresent(
                  first -> facts.add(pair("post.twin", page.words().say("post.twin.of", first))));
          facts.add(pair("fact.received", page.when().full(m.received())));
          facts.add(pair("post.imported", page.when().full(m.imported())));
          facts.add(pair("post.mailbox", m.mailbox()));
          facts.add(pair("quarantine.size", Sizes.of(m.size(), page.words())));
          facts.add(pair("quarantine.sha256", m.sha256()));
        });
    return facts;
  }

  /**
   * Who says to have passed the mail on (RFC 8617); nobody checks it, and it counts for nothing.
   */
  private static Optional<String> sealers(MailSources.Source mail) {
    String by =
        mail.header().stream()
            .filter(field -> field.name().equals("arc-seal"))
            .map(field -> SEALER.matcher(field.value()))
            .filter(Matcher::find)
            .map(found -> found.group(1))
            .distinct()
            .limit(MOST_SEALERS)
            .collect(Collectors.joining(", "));
    return by.isEmpty() ? Optional.empty() : Optional.of(by);
  }

  public List<TicketSheet.Pair> getHeader() {
    return mail.map(
            m ->
                m.header().stream()
                    .map(
                        field ->
                            new TicketSheet.Pair(
                                field.raw().substring(0, field.raw().indexOf(':')),
                                field.value().replaceAll("\\p{Cntrl}", "\ufffd")))
                    .toList())
        .orElse(List.of());
  }

  public String getTicket() {
    return mail.flatMap(MailSources.Source::ticket).map(TicketId::toString).orElse("");
  }

  public String getSource() {
    return mail.map(MailSources.Source::source).orElse("");
  }

  public boolean isCut() {
    return mail.map(MailSources.Source::cut).orElse(false);
  }

  private TicketSheet.Pair pair(String key, String value) {
    return new TicketSheet.Pair(page.words().say(key), value);
  }
}
