package it.sportello.web.problem;

import java.util.Set;

/** What every JAX-RS application of the desk registers, so that all answer errors alike. */
public final class ProblemMappers {
  private ProblemMappers() {}

  public static Set<Class<?>> all() {
    return Set.of(ProblemMapper.class, InvalidMapper.class);
  }
}
