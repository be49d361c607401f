package it.sportello.notifications.proof;

import it.sportello.notifications.reading.RawHeader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.james.jdkim.DKIMVerifier;
import org.apache.james.jdkim.api.BodyHasher;
import org.apache.james.jdkim.api.Headers;
import org.apache.james.jdkim.api.Result;
import org.apache.james.jdkim.api.SignatureRecord;
import org.apache.james.jdkim.exceptions.FailException;

/**
 * The domains whose DKIM signature (RFC 6376) holds. Stricter than the library: the whole body has
 * to be signed, no SHA-1, no RSA key below 1,024 bits (RFC 8301), and of many signatures the first
 * {@value #MOST} only.
 */
final class Signatures {
  static final int MOST = 5;
  private static final String FIELD = "dkim-signature";

  private final NameServer names;

  Signatures(NameServer names) {
    this.names = names;
  }

  /**
   * @param domains in lower case
   * @param silent those whose signature might hold, had their name servers answered
   */
  record Signers(Set<String> domains, Set<String> silent) {}

  /**
   * @param body its lines ended by CR LF
   */
  Signers of(RawHeader header, InputStream body) throws IOException {
    if (header.cut() || header.named(FIELD).isEmpty()) {
      return new Signers(Set.of(), Set.of());
    }
    DKIMVerifier verifier = new DKIMVerifier(new PublicKeys(names));
    Set<String> domains = new LinkedHashSet<>();
    try {
      BodyHasher hasher = verifier.newBodyHasher(new FewSignatures(header));
      if (hasher != null) {
        try (OutputStream out = hasher.getOutputStream()) {
          body.transferTo(out);
        }
        for (SignatureRecord record : verifier.verify(hasher)) {
          if (isWhole(record)) {
            domains.add(domain(record));
          }
        }
      }
    } catch (FailException | RuntimeException e) {
      // None of them holds; which one might have, stands in the results.
      domains.clear();
    }
    Set<String> silent =
        verifier.getResults().stream()
            .filter(result -> result.getResultType() == Result.Type.TEMPERROR)
            .flatMap(result -> Stream.ofNullable(result.getRecord()))
            .map(Signatures::domain)
            .collect(Collectors.toSet());
    return new Signers(domains, silent);
  }

  private static String domain(SignatureRecord record) {
    return record.getDToken().toString().toLowerCase(Locale.ROOT);
  }

  private static boolean isWhole(SignatureRecord record) {
    return record.getBodyHashLimit() < 0 && !record.getHashMethod().toString().equals("sha1");
  }

  /** All fields, and of the signatures the first few. */
  private record FewSignatures(RawHeader header) implements Headers {
    @Override
    public List<String> getFields() {
      return header.fields().stream().map(RawHeader.Field::raw).toList();
    }

    @Override
    public List<String> getFields(String name) {
      int most = name.equalsIgnoreCase(FIELD) ? MOST : Integer.MAX_VALUE;
      return header.named(name).stream().limit(most).map(RawHeader.Field::raw).toList();
    }
  }
}
