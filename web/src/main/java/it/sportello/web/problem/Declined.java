package it.sportello.web.problem;

/**
 * A front end declines a request for a reason of its own, stated as the problem it answers with.
 */
public final class Declined extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final transient Problem problem;

  public Declined(Problem problem) {
    super(problem.type());
    this.problem = problem;
  }

  public Problem problem() {
    return problem;
  }
}
