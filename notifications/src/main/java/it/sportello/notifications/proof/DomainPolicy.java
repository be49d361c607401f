package it.sportello.notifications.proof;

import it.sportello.notifications.proof.NameServer.Away;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What the owner of a domain says about mail from it (DMARC, RFC 7489), found by walking up the
 * tree of names instead of by a list of public suffixes: of the names above with a record, the
 * shortest is the organisation's, unless it says that it is a suffix ({@code psd=y}).
 *
 * @param organisation whose signature counts where alignment is relaxed
 * @param strict only a signature of the very domain counts
 */
record DomainPolicy(String organisation, boolean strict, Consequence consequence) {
  private static final int MOST_NAMES = 8;

  /** What the owner asks for when a mail is not proven. */
  enum Consequence {
    /** No record: nothing can fail. */
    UNSAID,
    NOTHING,
    HOLD_OR_REFUSE
  }

  /** One record on the way up. */
  private record Said(String domain, Map<String, String> tags) {}

  static DomainPolicy of(String domain, NameServer names) throws Away {
    List<Said> said = new ArrayList<>();
    for (String name : upwards(domain)) {
      Optional<Map<String, String>> tags = record(name, names);
      tags.ifPresent(found -> said.add(new Said(name, found)));
      if (tags.isPresent() && "n".equals(tags.get().get("psd"))) {
        break;
      }
    }
    if (said.isEmpty()) {
      return new DomainPolicy(domain, false, Consequence.UNSAID);
    }
    Said nearest = said.get(0);
    Said top = said.get(said.size() - 1);
    boolean suffix = "y".equals(top.tags().get("psd")) && said.size() > 1;
    String organisation = suffix ? below(top.domain(), domain) : top.domain();
    return new DomainPolicy(
        organisation, "s".equals(nearest.tags().get("adkim")), consequence(nearest, domain));
  }

  boolean isAligned(String author, String signer) {
    String by = signer.toLowerCase(Locale.ROOT);
    if (by.equals(author)) {
      return true;
    }
    // Whoever holds a name holds those below it; siblings need the record of their organisation.
    boolean above = author.endsWith("." + by) && by.contains(".");
    boolean sameHouse =
        consequence != Consequence.UNSAID
            && (by.equals(organisation) || by.endsWith("." + organisation));
    return !strict && (above || sameHouse);
  }

  /** A subdomain without a record of its own falls under {@code sp}. */
  private static Consequence consequence(Said said, String domain) {
    String plain = said.tags().getOrDefault("p", "none");
    String asked = said.domain().equals(domain) ? plain : said.tags().getOrDefault("sp", plain);
    return asked.equals("reject") || asked.equals("quarantine")
        ? Consequence.HOLD_OR_REFUSE
        : Consequence.NOTHING;
  }

  /** The domain itself, then the names above it, the last with one dot; of a long one not all. */
  private static List<String> upwards(String domain) {
    String[] labels = domain.split("\\.");
    List<String> names = new ArrayList<>(List.of(domain));
    for (int left = Math.min(labels.length - 1, MOST_NAMES - 1); left >= 1; left--) {
      names.add(String.join(".", Arrays.copyOfRange(labels, labels.length - left, labels.length)));
    }
    return names;
  }

  private static String below(String suffix, String domain) {
    String rest = domain.substring(0, domain.length() - suffix.length() - 1);
    return rest.substring(rest.lastIndexOf('.') + 1) + "." + suffix;
  }

  /** Several records are none (RFC 7489 section 6.6.3). */
  private static Optional<Map<String, String>> record(String domain, NameServer names) throws Away {
    List<String> records =
        names.texts("_dmarc." + domain).stream()
            .filter(text -> text.strip().matches("(?s)v\\s*=\\s*DMARC1\\s*(;.*)?"))
            .toList();
    return records.size() == 1 ? Optional.of(tags(records.get(0))) : Optional.empty();
  }

  static Map<String, String> tags(String record) {
    Map<String, String> tags = new HashMap<>();
    for (String piece : record.split(";")) {
      int equals = piece.indexOf('=');
      if (equals > 0) {
        tags.putIfAbsent(
            piece.substring(0, equals).strip().toLowerCase(Locale.ROOT),
            piece.substring(equals + 1).strip().toLowerCase(Locale.ROOT));
      }
    }
    return tags;
  }
}
