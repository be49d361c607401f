package it.sportello.web.pages;

import it.sportello.contacts.InvalidEntry;
import it.sportello.notifications.MailboxChanged;
import it.sportello.notifications.SenderChanged;
import it.sportello.notifications.ServerTrouble;
import it.sportello.web.problem.Problems;
import it.sportello.web.security.CurrentCaller;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A page of mail servers, with the form that changes one and tries it before it is saved.
 *
 * @param <F> the form
 */
public abstract class ServerBoard<F extends ServerForm> {
  @Inject Page page;
  @Inject Params params;
  @Inject CurrentCaller who;

  private FieldFaults faults;
  private Optional<F> form = Optional.empty();
  private String outcome = "";
  private boolean opens;

  /** The address of the page. */
  abstract String here();

  /** What the keys of its words begin with. */
  abstract String words();

  abstract F blank();

  abstract F posted();

  /** As it is saved. */
  abstract Optional<F> found(long id);

  abstract Optional<ServerTrouble> tried(F typed, String secret, String refreshToken);

  /**
   * Adds or changes it.
   *
   * @return its id
   */
  abstract long keep(F typed, String secret, String refreshToken);

  /** Tries what was typed, and saves nothing. */
  public void attempt() {
    read();
    opens = act(() -> tell(tried(getForm(), secret(), refreshToken()))) && opens;
  }

  /** Saves it if its server lets us in. */
  public void tryAndSave() {
    attempt();
    if (opens) {
      save();
    }
  }

  /** Whether its server lets us in or not. */
  public void save() {
    read();
    act(() -> done("saved", keep(getForm(), secret(), refreshToken())));
  }

  /** Tries one as it is saved. */
  public void check() {
    found(id()).ifPresent(saved -> act(() -> tell(tried(saved, "", ""))));
  }

  private void read() {
    form = Optional.of(posted());
  }

  private String secret() {
    return params.raw("secret");
  }

  private String refreshToken() {
    return params.raw("refreshToken");
  }

  private void tell(Optional<ServerTrouble> trouble) {
    opens = trouble.isEmpty();
    outcome = page.words().say(words() + trouble.map(t -> ".trouble." + t.name()).orElse(".opens"));
  }

  final boolean act(Runnable act) {
    faults = new FieldFaults(page.words());
    try {
      act.run();
      return true;
    } catch (InvalidEntry | MailboxChanged | SenderChanged e) {
      faults.add(Problems.of(e));
      return false;
    }
  }

  final void done(String act, long id) {
    Turn.done(here(), words() + "_" + act, id);
  }

  /** Of the server that a button is about; 0 for none. */
  final long id() {
    return params.number("id").orElse(0L);
  }

  /** Opens the form that the address asks for, unless one was posted. */
  final void openForm() {
    if (form.isEmpty() && !params.text("add").isEmpty()) {
      form = Optional.of(blank());
    }
    if (form.isEmpty()) {
      form = params.number("edit").flatMap(this::found);
    }
  }

  public boolean isEditing() {
    return form.isPresent();
  }

  public F getForm() {
    return form.orElseGet(this::blank);
  }

  public List<Choice> getEncryptions() {
    return getForm().encryptions(page.words());
  }

  public List<Choice> getSignIns() {
    return getForm().signIns(page.words());
  }

  /** What a trial has found. */
  public String getOutcome() {
    return outcome;
  }

  public String getOutcomeTone() {
    return opens ? "good" : "bad";
  }

  public List<String> getTrouble() {
    return faults == null ? List.of() : faults.lines();
  }

  public Map<String, String> getErrors() {
    return faults == null ? Map.of() : faults.byField();
  }
}
