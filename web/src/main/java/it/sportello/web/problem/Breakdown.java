package it.sportello.web.problem;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Collectors;

/**
 * The log's side of a 500. Messages of exceptions may hold what people wrote, so that the error
 * line has classes, SQLSTATEs and frames only; the exception as it is appears at level DEBUG.
 */
final class Breakdown {
  private static final Logger LOG = System.getLogger("it.sportello.web.problem");
  private static final SecureRandom RANDOM = new SecureRandom();

  private Breakdown() {}

  /** The id under which {@code thrown} stands in the log: 12 hex digits. */
  static String record(Throwable thrown) {
    var bytes = new byte[6];
    RANDOM.nextBytes(bytes);
    var id = HexFormat.of().formatHex(bytes);
    LOG.log(Level.ERROR, "problem " + id + trace(thrown));
    LOG.log(Level.DEBUG, "problem " + id, thrown);
    return id;
  }

  static String trace(Throwable thrown) {
    var text = new StringBuilder();
    var seen = thrown;
    for (int depth = 0; seen != null && depth < 10; depth++, seen = seen.getCause()) {
      text.append(depth == 0 ? ": " : "\ncaused by ").append(seen.getClass().getName());
      if (seen instanceof SQLException e) {
        text.append(" [").append(e.getSQLState()).append(']');
      }
      text.append(
          Arrays.stream(seen.getStackTrace())
              .limit(25)
              .map(frame -> "\n  at " + frame)
              .collect(Collectors.joining()));
    }
    return text.toString();
  }
}
