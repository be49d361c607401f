package it.sportello.web.pages;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import it.sportello.contacts.InvalidValue;
import java.text.ParseException;

/**
 * A public key as a host product hands it in (RFC 7517): for ES256, with a name. A private one is
 * refused: whoever mails those about has to be told.
 */
record SigningKey(String kid, String json) {
  private static final int LONGEST = 2000;
  private static final int LONGEST_KID = 100;

  /**
   * @throws InvalidValue {@code key.shape}, {@code key.private}, {@code key.kind}, {@code key.kid}
   */
  static SigningKey read(String text) {
    JWK key = parse(text);
    if (key.isPrivate()) {
      throw new InvalidValue("key.private");
    }
    if (!(key instanceof ECKey ec)
        || !Curve.P_256.equals(ec.getCurve())
        || (key.getAlgorithm() != null && !JWSAlgorithm.ES256.equals(key.getAlgorithm()))
        || (key.getKeyUse() != null && !KeyUse.SIGNATURE.equals(key.getKeyUse()))) {
      throw new InvalidValue("key.kind");
    }
    String kid = key.getKeyID();
    if (kid == null || !kid.matches("[\\x21-\\x7e]{1," + LONGEST_KID + "}")) {
      throw new InvalidValue("key.kid");
    }
    verify(ec);
    return new SigningKey(kid, key.toJSONString());
  }

  private static JWK parse(String text) {
    try {
      if (text.length() > LONGEST) {
        throw new InvalidValue("key.shape");
      }
      return JWK.parse(text);
    } catch (ParseException | IllegalArgumentException e) {
      if (e instanceof InvalidValue known) {
        throw known;
      }
      throw new InvalidValue("key.shape");
    }
  }

  /** A point that is not on the curve can verify nothing. */
  private static void verify(ECKey key) {
    try {
      new ECDSAVerifier(key.toECPublicKey()).supportedJWSAlgorithms();
    } catch (JOSEException | IllegalArgumentException e) {
      throw new InvalidValue("key.shape");
    }
  }
}
