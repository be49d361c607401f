package it.sportello.notifications.proof;

import it.sportello.notifications.proof.NameServer.Away;
import it.sportello.notifications.proof.Signatures.Signers;
import it.sportello.notifications.reading.RawHeader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.IDN;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Says how sure it is that a mail comes from the domain of its author. */
public final class Prover {
  private final ServersWord word;
  private final Set<String> sealers;
  private final Signatures signatures;
  private final NameServer names;

  /**
   * @param ours see {@link ServersWord}; none when no server of ours checks mail
   * @param sealers domains in lower case whose word is taken of mail that they pass on
   */
  public Prover(Set<String> ours, Set<String> sealers, NameServer names) {
    this.word = new ServersWord(ours);
    this.sealers = Set.copyOf(sealers);
    this.signatures = new Signatures(names);
    this.names = names;
  }

  /**
   * Asks the DNS: never to be called inside a transaction.
   *
   * @param mail from its first byte, not closed
   * @param domain of the one author
   */
  public Proof prove(InputStream mail, String domain) throws IOException {
    String author;
    try {
      author = IDN.toASCII(domain).toLowerCase(Locale.ROOT);
    } catch (IllegalArgumentException e) {
      return Proof.of(Trust.UNPROVEN, "domain");
    }
    RawHeader header = RawHeader.read(mail);
    Optional<ArcChain> chain = ArcChain.about(header, author, sealers, names);
    if (chain.isEmpty()) {
      return unsealed(header, new CrLf(mail), author);
    }
    Proof proof;
    try (OutputStream heard = chain.get().body()) {
      InputStream body = new Overheard(new CrLf(mail), heard);
      proof = unsealed(header, body, author);
      body.transferTo(OutputStream.nullOutputStream());
    }
    return proof.trust() == Trust.PROVEN ? proof : through(chain.get(), proof);
  }

  /** A chain that does not hold changes nothing. */
  private static Proof through(ArcChain chain, Proof otherwise) {
    try {
      return chain.holds() ? Proof.sealedBy(chain.sealer()) : otherwise;
    } catch (Away e) {
      return otherwise.undecided();
    }
  }

  private Proof unsealed(RawHeader header, InputStream body, String author) throws IOException {
    Optional<Proof> said = word.of(header, author);
    if (said.isPresent()) {
      return said.get();
    }
    Signers signers = signatures.of(header, body);
    if (signers.domains().contains(author)) {
      return Proof.of(Trust.PROVEN, "dkim=" + author);
    }
    return bySigners(author, signers);
  }

  private Proof bySigners(String author, Signers signers) {
    DomainPolicy policy;
    try {
      policy = DomainPolicy.of(author, names);
    } catch (Away e) {
      return Proof.of(Trust.UNDECIDED, "dns");
    }
    Optional<String> aligned =
        signers.domains().stream().filter(by -> policy.isAligned(author, by)).findFirst();
    if (aligned.isPresent()) {
      return Proof.of(Trust.PROVEN, "dkim=" + aligned.get());
    }
    // Whose word would not count keeps nobody waiting: a forger's own name servers can be silent.
    if (signers.silent().stream().anyMatch(by -> policy.isAligned(author, by))) {
      return Proof.of(Trust.UNDECIDED, "dns");
    }
    return switch (policy.consequence()) {
      case UNSAID -> Proof.of(Trust.UNPROVEN, "none");
      case NOTHING -> Proof.of(Trust.DOUBTFUL, "dmarc=fail p=none");
      case HOLD_OR_REFUSE -> Proof.of(Trust.FORGED, "dmarc=fail " + policy.organisation());
    };
  }
}
