package it.sportello.web.widget;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import it.sportello.contacts.EmailAddress;
import it.sportello.contacts.PlatformCode;
import it.sportello.contacts.Product;
import it.sportello.web.problem.Declined;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * Verifies the tokens of host products: a compact JWS (RFC 7515) over claims (RFC 7519), signed
 * with ES256 and nothing else. The issuer names the product, and only that product's keys are
 * tried, so that neither the header's {@code alg} nor its {@code kid} can choose a weaker way (RFC
 * 8725 sections 3.1 and 3.10).
 */
final class FormTokens {
  static final Duration LONGEST = Duration.ofMinutes(5);

  /** How far ahead of ours the clock of a host product may be. */
  static final Duration SKEW = Duration.ofSeconds(60);

  private static final int LONGEST_TEXT = 8192;
  private final Function<String, Optional<Product>> products;
  private final String audience;

  FormTokens(Function<String, Optional<Product>> products, String audience) {
    this.products = products;
    this.audience = audience;
  }

  /**
   * @throws Declined 401 when it is not a token for this desk at {@code now}; exactly at its expiry
   *     it is over
   */
  FormToken verify(String text, Instant now) {
    try {
      if (text.length() > LONGEST_TEXT) {
        throw new Declined(FormProblems.token());
      }
      return read(SignedJWT.parse(text), now);
    } catch (ParseException | JOSEException | IllegalArgumentException e) {
      throw new Declined(FormProblems.token());
    }
  }

  private FormToken read(SignedJWT token, Instant now) throws ParseException, JOSEException {
    JWTClaimsSet claims = token.getJWTClaimsSet();
    Product product =
        Optional.ofNullable(claims.getIssuer())
            .flatMap(products)
            .orElseThrow(() -> new Declined(FormProblems.token()));
    refuse(!signedBy(product, token));
    refuse(!claims.getAudience().equals(List.of(audience)));
    Instant expires = lifetime(claims, now);
    String id = required(claims.getJWTID());
    refuse(id.length() < 16 || id.length() > 100);
    return new FormToken(
        product,
        new PlatformCode(claims.getStringClaim("platform")),
        new EmailAddress(claims.getStringClaim("contact")),
        context(product, claims),
        id,
        expires);
  }

  private static boolean signedBy(Product product, SignedJWT token)
      throws ParseException, JOSEException {
    JWSHeader header = token.getHeader();
    if (!JWSAlgorithm.ES256.equals(header.getAlgorithm())) {
      return false;
    }
    for (var key : JWKSet.parse(product.jwkSet()).getKeys()) {
      if (key instanceof ECKey ec
          && Curve.P_256.equals(ec.getCurve())
          && (header.getKeyID() == null || Objects.equals(header.getKeyID(), ec.getKeyID()))
          && token.verify(new ECDSAVerifier(ec.toECPublicKey()))) {
        return true;
      }
    }
    return false;
  }

  private static Instant lifetime(JWTClaimsSet claims, Instant now) {
    Instant issued = required(claims.getIssueTime()).toInstant();
    Instant expires = required(claims.getExpirationTime()).toInstant();
    Date notBefore = claims.getNotBeforeTime();
    Instant latest = now.plus(SKEW);
    refuse(issued.isAfter(latest) || expires.isAfter(issued.plus(LONGEST)));
    refuse(notBefore != null && notBefore.toInstant().isAfter(latest));
    if (!now.isBefore(expires)) {
      throw new Declined(FormProblems.tokenOver());
    }
    return expires;
  }

  /** What does not fit the product's own fields is left out: the person can still type it. */
  private static Map<String, String> context(Product product, JWTClaimsSet claims)
      throws ParseException {
    Map<String, String> open = new HashMap<>();
    Map<String, Object> said = claims.getJSONObjectClaim("context");
    if (said == null) {
      return open;
    }
    for (var field : product.referenceFields()) {
      if (said.get(field.key()) instanceof String value && value.matches(field.pattern())) {
        open.put(field.key(), value);
      }
    }
    return open;
  }

  private static <T> T required(T value) {
    if (value == null) {
      throw new Declined(FormProblems.token());
    }
    return value;
  }

  private static void refuse(boolean bad) {
    if (bad) {
      throw new Declined(FormProblems.token());
    }
  }
}
