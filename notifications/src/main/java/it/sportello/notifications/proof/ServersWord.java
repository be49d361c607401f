package it.sportello.notifications.proof;

import it.sportello.notifications.proof.Findings.Result;
import it.sportello.notifications.reading.RawHeader;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What our own mail server says of a mail (RFC 8601): the topmost field that bears its name, above
 * the first hop that is not ours. Whatever stands further below, anybody may have written.
 */
final class ServersWord {
  private static final Pattern BY = Pattern.compile("(?i)\\bby\\s+([^\\s;()]{1,255})");
  private static final Pattern POLICY = Pattern.compile("(?i)\\bp=\\s?(none|quarantine|reject)\\b");

  private final Set<String> ours;

  /**
   * @param ours names of our servers in lower case, one of them the authserv-id; {@code x*} stands
   *     for all that begin with x
   */
  ServersWord(Set<String> ours) {
    this.ours = Set.copyOf(ours);
  }

  /** Empty when our server says nothing, or nothing that decides. */
  Optional<Proof> of(RawHeader header, String author) {
    for (RawHeader.Field field : header.fields()) {
      if (field.name().equals("received") && !isOurs(by(field.value()))) {
        return Optional.empty();
      }
      if (field.name().equals("authentication-results")) {
        Findings found = Findings.of(field.value());
        if (isOurs(found.server())) {
          return proof(found.results(), author);
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<Proof> proof(List<Result> results, String author) {
    Optional<Result> dmarc = results.stream().filter(r -> r.method().equals("dmarc")).findFirst();
    boolean aboutTheAuthor =
        dmarc
            .map(r -> r.about().getOrDefault("header.from", ""))
            .filter(author::equals)
            .isPresent();
    if (aboutTheAuthor && dmarc.get().value().equals("pass")) {
      return Optional.of(Proof.of(Trust.PROVEN, "dmarc=pass"));
    }
    if (aboutTheAuthor && dmarc.get().value().equals("fail")) {
      return Optional.of(
          isSevere(dmarc.get())
              ? Proof.of(Trust.FORGED, "dmarc=fail")
              : Proof.of(Trust.DOUBTFUL, "dmarc=fail"));
    }
    return results.stream()
        .filter(r -> r.value().equals("pass") && isAligned(r, author))
        .findFirst()
        .map(r -> Proof.of(Trust.PROVEN, r.method() + "=pass"));
  }

  /** Without DMARC: signed, or sent, by the very domain of the author. */
  private static boolean isAligned(Result result, String author) {
    return switch (result.method()) {
      case "dkim" -> result.about().getOrDefault("header.d", "").equals(author);
      case "spf" -> {
        String from = result.about().getOrDefault("smtp.mailfrom", "");
        yield from.substring(from.lastIndexOf('@') + 1).equals(author);
      }
      default -> false;
    };
  }

  /** Servers say the domain's policy in a comment or in a property of their own. */
  private static boolean isSevere(Result dmarc) {
    Matcher comment = POLICY.matcher(dmarc.comment());
    String policy =
        comment.find()
            ? comment.group(1).toLowerCase(Locale.ROOT)
            : dmarc
                .about()
                .getOrDefault(
                    "policy.published-domain-policy",
                    dmarc.about().getOrDefault("policy.p", "none"));
    return !policy.equals("none");
  }

  private boolean isOurs(String name) {
    String key = name.toLowerCase(Locale.ROOT);
    return ours.stream()
        .anyMatch(
            known ->
                known.endsWith("*")
                    ? key.startsWith(known.substring(0, known.length() - 1))
                    : key.equals(known));
  }

  private static String by(String received) {
    Matcher by = BY.matcher(withoutComments(received));
    return by.find() ? by.group(1) : "";
  }

  private static String withoutComments(String text) {
    StringBuilder out = new StringBuilder();
    int depth = 0;
    for (char c : text.toCharArray()) {
      if (c == '(') {
        depth++;
      } else if (c == ')' && depth > 0) {
        depth--;
        out.append(' ');
      } else if (depth == 0) {
        out.append(c);
      }
    }
    return out.toString();
  }
}
