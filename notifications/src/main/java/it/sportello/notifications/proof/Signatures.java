package it.sportello.notifications.proof;

import it.sportello.notifications.proof.NameServer.Away;
import it.sportello.notifications.reading.RawHeader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.james.jdkim.DKIMVerifier;
import org.apache.james.jdkim.api.BodyHasher;
import org.apache.james.jdkim.api.Headers;
import org.apache.james.jdkim.api.PublicKeyRecordRetriever;
import org.apache.james.jdkim.api.Result;
import org.apache.james.jdkim.api.SignatureRecord;
import org.apache.james.jdkim.exceptions.FailException;
import org.apache.james.jdkim.exceptions.PermFailException;
import org.apache.james.jdkim.exceptions.TempFailException;

/**
 * The domains whose DKIM signature (RFC 6376) holds. Stricter than the library: the whole body has
 * to be signed, no SHA-1, no RSA key below 1,024 bits (RFC 8301), and of many signatures the first
 * {@value #MOST} only.
 */
final class Signatures {
  static final int MOST = 5;
  private static final String FIELD = "dkim-signature";
  private static final int LEAST_BITS = 1_024;

  private final NameServer names;

  Signatures(NameServer names) {
    this.names = names;
  }

  /**
   * @param domains in lower case
   * @param undecided whether one more might hold, had a name server answered
   */
  record Signers(Set<String> domains, boolean undecided) {}

  /**
   * @param body its lines ended by CR LF
   */
  Signers of(RawHeader header, InputStream body) throws IOException {
    if (header.cut() || header.named(FIELD).isEmpty()) {
      return new Signers(Set.of(), false);
    }
    DKIMVerifier verifier = new DKIMVerifier(new Keys(names));
    Set<String> domains = new LinkedHashSet<>();
    boolean away = false;
    try {
      BodyHasher hasher = verifier.newBodyHasher(new FewSignatures(header));
      if (hasher != null) {
        try (OutputStream out = hasher.getOutputStream()) {
          body.transferTo(out);
        }
        for (SignatureRecord record : verifier.verify(hasher)) {
          if (isWhole(record)) {
            domains.add(record.getDToken().toString().toLowerCase(Locale.ROOT));
          }
        }
      }
    } catch (TempFailException e) {
      away = true;
    } catch (FailException | RuntimeException e) {
      // None of them holds; which one might have, stands in the results.
      domains.clear();
    }
    away |= verifier.getResults().stream().anyMatch(Signatures::isAway);
    return new Signers(domains, away);
  }

  private static boolean isAway(Result result) {
    return result.getResultType() == Result.Type.TEMPERROR;
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

  /** Public keys from the DNS. */
  private record Keys(NameServer names) implements PublicKeyRecordRetriever {
    @Override
    public List<String> getRecords(CharSequence methods, CharSequence selector, CharSequence domain)
        throws TempFailException, PermFailException {
      try {
        List<String> keys =
            names.texts(selector + "._domainkey." + domain).stream()
                .filter(Keys::isStrong)
                .toList();
        if (keys.isEmpty()) {
          throw new PermFailException("no key");
        }
        return keys;
      } catch (Away e) {
        throw new TempFailException(e.getMessage());
      }
    }

    private static boolean isStrong(String record) {
      Map<String, String> tags = DomainPolicy.tags(record.replaceAll("[pP]\\s*=.*", ""));
      if (!tags.getOrDefault("k", "rsa").equals("rsa")) {
        return true;
      }
      String key = record.replaceFirst("(?s)^(?:.*;)?\\s*p\\s*=([^;]*).*$", "$1");
      try {
        byte[] bytes = Base64.getDecoder().decode(key.replaceAll("\\s", ""));
        return KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(bytes))
                instanceof RSAPublicKey rsa
            && rsa.getModulus().bitLength() >= LEAST_BITS;
      } catch (GeneralSecurityException | IllegalArgumentException e) {
        return false;
      }
    }
  }
}
