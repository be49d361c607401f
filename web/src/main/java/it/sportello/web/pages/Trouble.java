package it.sportello.web.pages;

import it.sportello.web.problem.Problem;
import it.sportello.web.problem.Problems;
import it.sportello.web.security.CurrentCaller;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;

/** The page of everything that went wrong, in the words of the one table of problems. */
@Named
@RequestScoped
public class Trouble {
  @Inject HttpServletRequest request;
  @Inject CurrentCaller who;

  private Problem problem;

  public void load() {
    problem = Problems.ofRefused(request);
    Turn.status(problem.status());
  }

  public int getStatus() {
    return problem.status();
  }

  public String getTitle() {
    return problem.title(who.language());
  }

  public String getDetail() {
    return problem.detail(who.language());
  }
}
