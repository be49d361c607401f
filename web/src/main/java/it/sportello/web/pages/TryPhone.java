package it.sportello.web.pages;

import it.sportello.contacts.Language;
import it.sportello.ticketing.TicketId;
import it.sportello.web.phone.PhoneCall;
import it.sportello.web.phone.PhoneLine;
import it.sportello.web.phone.PhoneStep;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The phone line in writing, over the line's own code. The page carries the codes keyed so far; the
 * steps are asked for again, which opens nothing twice.
 */
@Named("phoneLine")
@RequestScoped
public class TryPhone {
  private static final List<String> KEYS =
      List.of("1", "2", "3", "4", "5", "6", "7", "8", "9", "*", "0", "#");

  @Inject Page page;
  @Inject Params params;
  @Inject PhoneLine line;

  private final List<Line> lines = new ArrayList<>();
  private final List<String> codes = new ArrayList<>();
  private String id = "";
  private boolean asked;
  private Optional<TicketId> ticket = Optional.empty();

  /**
   * One turn of the dialogue.
   *
   * @param who {@code line} or {@code caller}
   */
  public record Line(String who, String speaker, String lang, String words) {}

  public void call() {
    id = "try-" + UUID.randomUUID();
    play(line.start());
  }

  public void key() {
    id = params.text("call").matches("try-[0-9a-f-]{36}") ? params.text("call") : "";
    if (id.isEmpty()) {
      return;
    }
    codes.addAll(
        List.of(params.text("said").split(" ")).stream().filter(c -> !c.isEmpty()).toList());
    codes.add(code(params.text("digits")));
    play(line.start());
    for (int attempt = 1; attempt <= codes.size() && asked; attempt++) {
      String code = codes.get(attempt - 1);
      lines.add(new Line("caller", page.words().say("phone.caller"), page.getLang(), keyed(code)));
      play(line.code(new PhoneCall(id, params.text("from"), code.replace("-", ""), attempt)));
    }
  }

  /** Nothing keyed is written as a dash, so that it keeps its place. */
  private static String code(String digits) {
    String kept = digits.replaceAll("[^0-9*]", "");
    return kept.isEmpty() ? "-" : kept;
  }

  private static String keyed(String code) {
    return code.replace("-", "") + "#";
  }

  private void play(PhoneStep step) {
    step.sentences()
        .forEach(
            said ->
                lines.add(
                    new Line(
                        "line",
                        page.words().say("phone.line"),
                        lang(said.language()),
                        said.words())));
    asked = step.next() == PhoneStep.Next.ASK_CODE;
    ticket = step.ticket();
  }

  private static String lang(Language language) {
    return language.locale().getLanguage();
  }

  public boolean isCalling() {
    return !lines.isEmpty();
  }

  /** Whether the line waits for a code. */
  public boolean isAsked() {
    return asked;
  }

  public List<Line> getLines() {
    return lines;
  }

  public List<String> getKeys() {
    return KEYS;
  }

  public String getId() {
    return id;
  }

  public String getFrom() {
    return params.text("from");
  }

  public String getSaid() {
    return String.join(" ", codes);
  }

  public String getTicket() {
    return ticket.map(TicketId::toString).orElse("");
  }

  public String getOpenLabel() {
    return page.words().say("phone.open_ticket", getTicket());
  }
}
