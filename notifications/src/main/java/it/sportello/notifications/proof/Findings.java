package it.sportello.notifications.proof;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a server found out about a mail, in the words of RFC 8601. Quoted texts may be a stranger's
 * own: nothing in them is taken for a result, a property or the end of one.
 *
 * @param server who says so: the authserv-id
 */
record Findings(String server, List<Result> results) {
  /** A method's result, with the properties it is about. */
  record Result(String method, String value, Map<String, String> about, String comment) {}

  static Findings of(String value) {
    List<Piece> pieces = pieces(value);
    return new Findings(
        pieces.get(0).plain().strip().split("\\s+", 2)[0],
        pieces.stream().skip(1).flatMap(piece -> result(piece).stream()).toList());
  }

  List<Result> by(String method) {
    return results.stream().filter(result -> result.method().equals(method)).toList();
  }

  /** What stands between two semicolons. */
  private record Piece(String plain, String comment) {}

  private static Optional<Result> result(Piece piece) {
    String method = "";
    String value = "";
    Map<String, String> about = new HashMap<>();
    for (String word : piece.plain().replaceAll("\\s*=\\s*", "=").strip().split("\\s+")) {
      int equals = word.indexOf('=');
      if (equals > 0) {
        String name = word.substring(0, equals).toLowerCase(Locale.ROOT);
        String said = word.substring(equals + 1).toLowerCase(Locale.ROOT);
        if (method.isEmpty()) {
          method = name.replaceFirst("/.*", "");
          value = said;
        } else {
          about.putIfAbsent(name, said);
        }
      }
    }
    return method.isEmpty()
        ? Optional.empty()
        : Optional.of(new Result(method, value, about, piece.comment()));
  }

  private static List<Piece> pieces(String value) {
    List<Piece> pieces = new ArrayList<>();
    StringBuilder plain = new StringBuilder();
    StringBuilder comment = new StringBuilder();
    int depth = 0;
    boolean quoted = false;
    for (int at = 0; at < value.length(); at++) {
      char c = value.charAt(at);
      if (c == '\\' && (quoted || depth > 0)) {
        at++;
        plain.append(quoted ? "_" : "");
      } else if (c == '"' && depth == 0) {
        quoted = !quoted;
      } else if (quoted) {
        plain.append(" \t\r\n;=()".indexOf(c) < 0 ? c : '_');
      } else if (c == '(' || (c == ')' && depth > 0)) {
        depth += c == '(' ? 1 : -1;
        plain.append(' ');
      } else if (depth > 0) {
        comment.append(c);
      } else if (c == ';') {
        pieces.add(new Piece(plain.toString(), comment.toString()));
        plain.setLength(0);
        comment.setLength(0);
      } else {
        plain.append(c);
      }
    }
    pieces.add(new Piece(plain.toString(), comment.toString()));
    return pieces;
  }
}
