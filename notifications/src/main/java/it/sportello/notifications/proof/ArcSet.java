package it.sportello.notifications.proof;

import it.sportello.notifications.proof.Findings.Result;
import it.sportello.notifications.reading.RawHeader;
import it.sportello.notifications.reading.RawHeader.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What one server on the way added to a mail (RFC 8617 section 4.2).
 *
 * @param number 1 for the first on the way
 * @param results what it found out
 * @param message its signature of the mail as it passed it on
 * @param seal its signature of this and of all earlier sets
 */
record ArcSet(int number, Field results, Field message, Tags messageTags, Field seal, Tags tags) {
  private static final int MOST = 50;
  private static final Pattern NUMBER = Pattern.compile("\\s*i\\s*=\\s*([1-9]\\d?)\\s*;");
  private static final String ALGORITHM = "rsa-sha256";

  /**
   * The sets of a mail, the first on the way first; none where they are no chain: one is missing or
   * there twice, there are more than 50, one says that it found the chain broken.
   */
  static List<ArcSet> chain(RawHeader header) {
    List<Field> seals = header.named("arc-seal");
    List<Field> messages = header.named("arc-message-signature");
    List<Field> results = header.named("arc-authentication-results");
    int length = seals.size();
    if (length > MOST || messages.size() != length || results.size() != length) {
      return List.of();
    }
    List<ArcSet> chain = new ArrayList<>();
    for (int number = 1; number <= length; number++) {
      Optional<ArcSet> next =
          of(number, one(results, number), one(messages, number), one(seals, number));
      if (next.isEmpty()) {
        return List.of();
      }
      chain.add(next.get());
    }
    return chain;
  }

  String sealer() {
    return tags.get("d").toLowerCase(Locale.ROOT);
  }

  /**
   * Whether it found that the mail came from the domain that its author names, and from no other.
   */
  boolean says(String author) {
    String value = results.value();
    Findings found = Findings.of(value.substring(value.indexOf(';') + 1));
    List<Result> dmarc = found.by("dmarc");
    if (!dmarc.isEmpty()) {
      return dmarc.stream().allMatch(result -> passes(result, "header.from", author));
    }
    return found.by("dkim").stream().anyMatch(result -> passes(result, "header.d", author));
  }

  private static boolean passes(Result result, String property, String author) {
    return result.value().equals("pass")
        && result.about().getOrDefault(property, "").equals(author);
  }

  private static Optional<ArcSet> of(
      int number, Optional<Field> results, Optional<Field> message, Optional<Field> seal) {
    Optional<Tags> messageTags = message.flatMap(field -> Tags.of(field.value()));
    Optional<Tags> tags = seal.flatMap(field -> Tags.of(field.value()));
    if (results.isEmpty() || messageTags.isEmpty() || tags.isEmpty()) {
      return Optional.empty();
    }
    ArcSet set =
        new ArcSet(
            number,
            results.get(),
            message.orElseThrow(),
            messageTags.get(),
            seal.orElseThrow(),
            tags.get());
    return set.isWellFormed() ? Optional.of(set) : Optional.empty();
  }

  /** RFC 8617 sections 4.1.2, 4.1.3 and 5.2; one server signs both, with a strong digest. */
  private boolean isWellFormed() {
    return tags.get("cv").toLowerCase(Locale.ROOT).equals(number == 1 ? "none" : "pass")
        && !tags.values().containsKey("h")
        && tags.get("a").equals(ALGORITHM)
        && messageTags.get("a").equals(ALGORITHM)
        && !messageTags.values().containsKey("l")
        && !messageTags.get("h").toLowerCase(Locale.ROOT).matches("(.*:)?arc-seal(:.*)?")
        && !sealer().isEmpty()
        && sealer().equals(messageTags.get("d").toLowerCase(Locale.ROOT));
  }

  /** The one field of that number. */
  private static Optional<Field> one(List<Field> fields, int number) {
    List<Field> found = fields.stream().filter(field -> number(field) == number).toList();
    return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
  }

  /** The results begin with it; in a signature its place is free. */
  private static int number(Field field) {
    if (field.name().equals("arc-authentication-results")) {
      Matcher first = NUMBER.matcher(field.value());
      return first.lookingAt() ? Integer.parseInt(first.group(1)) : 0;
    }
    String said = Tags.of(field.value()).map(tags -> tags.get("i")).orElse("");
    return said.matches("[1-9]\\d?") ? Integer.parseInt(said) : 0;
  }
}
