package it.sportello.web.pages;

import it.sportello.contacts.Claims;
import it.sportello.contacts.EmailAddress;
import it.sportello.contacts.OwnAddress;
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
  @Inject OwnAddress members;

  private Optional<Claims.Question> question = Optional.empty();
  private Optional<EmailAddress> member = Optional.empty();
  private String outcome = "EXPIRED";

  public void confirm() {
    String secret = params.text("t");
    boolean ofMember = members.question(secret).isPresent();
    outcome = ofMember ? members.confirm(secret).name() : claims.confirm(secret).name();
    switch (outcome) {
      case "CONFIRMED" -> Turn.to("/confirm?done=" + (ofMember ? "member" : "1"));
      case "TAKEN" -> Turn.status(CONFLICT);
      default -> Turn.status(GONE);
    }
  }

  public void load() {
    if (params.text("done").equals("1")) {
      outcome = "CONFIRMED";
      return;
    }
    if (params.text("done").equals("member")) {
      outcome = "MEMBER";
      return;
    }
    question = claims.question(params.text("t"));
    member = members.question(params.text("t"));
    if (!isAsked()) {
      Turn.status(GONE);
    }
  }

  public boolean isAsked() {
    return question.isPresent() || member.isPresent();
  }

  public String getOutcome() {
    return outcome;
  }

  public String getTitle() {
    String asked = member.isPresent() ? "own.confirm" : "confirm.title";
    return page.words().say(isAsked() ? asked : "confirm." + outcome);
  }

  public String getPlatform() {
    return question.map(Claims.Question::platform).orElse("");
  }

  public String getAddress() {
    return question
        .map(Claims.Question::address)
        .or(() -> member)
        .map(EmailAddress::value)
        .orElse("");
  }

  public String getSecret() {
    return params.text("t");
  }
}
