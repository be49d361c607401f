package it.sportello.web.pages;

import it.sportello.entitlements.Promises;
import it.sportello.entitlements.Rebuilds;
import it.sportello.web.security.CurrentCaller;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.ArrayList;
import java.util.List;

/** Whether every promise is computed, and the button that computes them all again. */
@Named
@RequestScoped
public class Reckoning {
  @Inject Page page;
  @Inject CurrentCaller who;
  @Inject Promises promises;
  @Inject Rebuilds rebuilds;

  private final List<String> last = new ArrayList<>();
  private String notComputed = "";

  public void rebuild() {
    rebuilds.ask(who.scope());
    Turn.done("/promises", "rebuild", 0);
  }

  public void load() {
    long missing = promises.notComputed();
    notComputed = missing == 0 ? "" : page.words().say("promises.not_computed", missing);
    rebuilds.last(who.scope()).ifPresent(this::tell);
  }

  private void tell(Rebuilds.Progress progress) {
    Words words = page.words();
    last.add(words.say("rebuild.asked", page.when().brief(progress.asked())));
    last.add(words.say("rebuild.tickets", progress.tickets(), progress.changed()));
    if (progress.failed() > 0) {
      last.add(words.say("rebuild.failed", progress.failed()));
    }
    last.add(
        progress
            .finished()
            .map(at -> words.say("rebuild.finished", page.when().brief(at)))
            .orElse(words.say("rebuild.running")));
  }

  public String getNotComputed() {
    return notComputed;
  }

  public List<String> getLast() {
    return last;
  }
}
