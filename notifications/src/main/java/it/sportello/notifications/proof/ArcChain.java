package it.sportello.notifications.proof;

import it.sportello.notifications.proof.NameServer.Away;
import it.sportello.notifications.reading.RawHeader;
import it.sportello.notifications.reading.RawHeader.Field;
import java.io.OutputStream;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.james.jdkim.DKIMCommon;
import org.apache.james.jdkim.api.SignatureRecord;
import org.apache.james.jdkim.exceptions.PermFailException;
import org.apache.james.jdkim.impl.BodyHasherImpl;
import org.apache.james.jdkim.tagvalue.PublicKeyRecordImpl;
import org.apache.james.jdkim.tagvalue.SignatureRecordImpl;

/**
 * A mail that was passed on and sealed (ARC, RFC 8617), of which a listed sealer says who wrote it.
 * Whoever seals may have changed the mail: so all that sealed after the one that is believed have
 * to be listed too, or a seal could be carried over to any other mail.
 */
final class ArcChain extends DKIMCommon {
  private final RawHeader header;
  private final List<ArcSet> sets;
  private final ArcSet believed;
  private final PublicKeys keys;
  private final SignatureRecord newest;
  private final BodyHasherImpl body;

  private ArcChain(RawHeader header, List<ArcSet> sets, ArcSet believed, NameServer names)
      throws PermFailException {
    this.header = header;
    this.sets = sets;
    this.believed = believed;
    this.keys = new PublicKeys(names);
    this.newest = asSignature(last().message());
    this.body = new BodyHasherImpl(newest);
  }

  /**
   * Empty where a chain, be it as sound as it may, would not tell who wrote the mail; nobody is
   * asked anything for that.
   *
   * @param listed the sealers that are believed, in lower case
   * @param author the domain of the one author
   */
  static Optional<ArcChain> about(
      RawHeader header, String author, Set<String> listed, NameServer names) {
    if (listed.isEmpty() || header.cut() || header.named("from").size() != 1) {
      return Optional.empty();
    }
    List<ArcSet> sets = ArcSet.chain(header);
    int first = sets.size();
    while (first > 0 && listed.contains(sets.get(first - 1).sealer())) {
      first--;
    }
    if (first == sets.size() || !sets.get(first).says(author)) {
      return Optional.empty();
    }
    try {
      return Optional.of(new ArcChain(header, sets, sets.get(first), names));
    } catch (PermFailException | RuntimeException e) {
      // The library's words for a signature of another form.
      return Optional.empty();
    }
  }

  /** Of those that are believed, the first on the mail's way. */
  String sealer() {
    return believed.sealer();
  }

  /** Takes the body, its lines ended by CR LF; to be closed before {@link #holds}. */
  OutputStream body() {
    return body.getOutputStream();
  }

  /** Asks for the newest keys first: a forger stops there. */
  boolean holds() throws Away {
    try {
      if (!MessageDigest.isEqual(body.getDigest(), newest.getBodyHash()) || !messageHolds()) {
        return false;
      }
      for (int number = sets.size(); number > 0; number--) {
        if (!sealHolds(number)) {
          return false;
        }
      }
      return true;
    } catch (GeneralSecurityException | PermFailException | RuntimeException e) {
      // Bad Base64, a key of another kind: whatever it is, it proves nothing.
      return false;
    }
  }

  private boolean messageHolds() throws Away, GeneralSecurityException, PermFailException {
    Field field = last().message();
    Optional<Signature> check = check(last().messageTags());
    if (check.isEmpty()) {
      return false;
    }
    boolean relaxed = newest.getHeaderCanonicalisationMethod().equals(SignatureRecord.RELAXED);
    for (Field signed : signed(newest.getHeaders())) {
      updateSignature(check.get(), relaxed, signed.name(), signed.raw());
      check.get().update(new byte[] {'\r', '\n'});
    }
    updateSignature(check.get(), relaxed, field.name(), unsigned(field));
    return check.get().verify(Base64.getDecoder().decode(last().messageTags().get("b")));
  }

  private boolean sealHolds(int number) throws Away, GeneralSecurityException {
    Tags tags = sets.get(number - 1).tags();
    Optional<Signature> check = check(tags);
    if (check.isEmpty()) {
      return false;
    }
    for (ArcSet set : sets.subList(0, number)) {
      for (Field field : List.of(set.results(), set.message(), set.seal())) {
        boolean itself = set.number() == number && field.equals(set.seal());
        updateSignature(check.get(), true, field.name(), itself ? unsigned(field) : field.raw());
        if (!itself) {
          check.get().update(new byte[] {'\r', '\n'});
        }
      }
    }
    return check.get().verify(Base64.getDecoder().decode(tags.get("b")));
  }

  /** Empty when there is no such key, or none that may be used. */
  private Optional<Signature> check(Tags tags) throws Away, GeneralSecurityException {
    for (String text : keys.records(tags.get("s"), tags.get("d"))) {
      Optional<PublicKey> key = key(text);
      if (key.isPresent()) {
        Signature check = Signature.getInstance("SHA256withRSA");
        check.initVerify(key.get());
        return Optional.of(check);
      }
    }
    return Optional.empty();
  }

  private static Optional<PublicKey> key(String text) {
    try {
      PublicKeyRecordImpl published = new PublicKeyRecordImpl(text);
      published.validate();
      return published.isKeyTypeSupported("rsa") && published.isHashMethodSupported("sha256")
          ? Optional.of(published.getPublicKey())
          : Optional.empty();
    } catch (RuntimeException e) {
      // The library's word for a record that is none, or a key that was withdrawn.
      return Optional.empty();
    }
  }

  /** Of fields that are there several times the lowest first (RFC 6376 section 5.4.2). */
  private List<Field> signed(List<CharSequence> names) {
    List<Field> signed = new ArrayList<>();
    Map<String, Integer> taken = new HashMap<>();
    for (CharSequence name : names) {
      String key = name.toString().toLowerCase(Locale.ROOT);
      List<Field> found = header.named(key);
      int left = found.size() - taken.merge(key, 1, Integer::sum);
      if (left >= 0) {
        signed.add(found.get(left));
      }
    }
    return signed;
  }

  private ArcSet last() {
    return sets.get(sets.size() - 1);
  }

  private static String unsigned(Field field) {
    int colon = field.raw().indexOf(':') + 1;
    return field.raw().substring(0, colon) + Tags.unsigned(field.raw().substring(colon));
  }

  /** It is a DKIM signature but for its number, which stands where DKIM has an identity. */
  private static SignatureRecord asSignature(Field field) {
    String value = field.raw().substring(field.raw().indexOf(':') + 1);
    SignatureRecord signature =
        new SignatureRecordImpl("v=1;" + value.replaceFirst("(?s)(^|;)\\s*i\\s*=[^;]*(;|$)", "$1"));
    signature.validate();
    return signature;
  }
}
