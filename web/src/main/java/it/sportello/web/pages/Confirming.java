package it.sportello.web.pages;

import it.sportello.contacts.Claims;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.Optional;

/**
 * The page by which the owner of an address says that it is theirs. Looking at it uses nothing up,
 * so that a scanner of mails confirms nothing; its button does.
 */
@Named
@RequestScoped
public class Confirming {
  private static final int GONE = 410;
  private static final int CONFLICT = 409;

  @Inject Page page;
  @Inject Params params;
  @Inject Claims claims;

  private Optional<Claims.Question> question = Optional.empty();
  private String outcome = "EXPIRED";

  public void confirm() {
    outcome = claims.confirm(params.text("t")).name();
    switch (outcome) {
      case "CONFIRMED" -> Turn.to("/confirm?done=1");
      case "TAKEN" -> Turn.status(CONFLICT);
      default -> Turn.status(GONE);
    }
  }

  public void load() {
    if (params.text("done").equals("1")) {
      outcome = "CONFIRMED";
      return;
    }
    question = claims.question(params.text("t"));
    if (question.isEmpty()) {
      Turn.status(GONE);
    }
  }

  public boolean isAsked() {
    return question.isPresent();
  }

  public String getOutcome() {
    return outcome;
  }

  public String getTitle() {
    return page.words().say(isAsked() ? "confirm.title" : "confirm." + outcome);
  }

  public String getPlatform() {
    return question.map(Claims.Question::platform).orElse("");
  }

  public String getAddress() {
    return question.map(q -> q.address().value()).orElse("");
  }

  public String getSecret() {
    return params.text("t");
  }
}
