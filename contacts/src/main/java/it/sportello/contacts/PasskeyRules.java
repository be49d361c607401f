package it.sportello.contacts;

import com.webauthn4j.WebAuthnManager;
import com.webauthn4j.converter.AttestedCredentialDataConverter;
import com.webauthn4j.converter.CollectedClientDataConverter;
import com.webauthn4j.converter.util.ObjectConverter;
import com.webauthn4j.credential.CredentialRecordImpl;
import com.webauthn4j.data.AuthenticationParameters;
import com.webauthn4j.data.AuthenticationRequest;
import com.webauthn4j.data.PublicKeyCredentialParameters;
import com.webauthn4j.data.PublicKeyCredentialType;
import com.webauthn4j.data.RegistrationParameters;
import com.webauthn4j.data.RegistrationRequest;
import com.webauthn4j.data.attestation.authenticator.AttestedCredentialData;
import com.webauthn4j.data.attestation.statement.COSEAlgorithmIdentifier;
import com.webauthn4j.data.attestation.statement.NoneAttestationStatement;
import com.webauthn4j.data.client.CollectedClientData;
import com.webauthn4j.data.client.Origin;
import com.webauthn4j.data.client.challenge.DefaultChallenge;
import com.webauthn4j.server.ServerProperty;
import com.webauthn4j.util.exception.WebAuthnException;
import java.net.URI;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Which answers of devices are taken (WebAuthn level 2, sections 7.1 and 7.2): type, challenge,
 * origin and relying party are ours, somebody was there, the signature is the key's, the counter
 * has moved on. Origin and relying party come from {@code SPORTELLO_URL} alone. What kind of device
 * it is, is nobody's business: attestation is neither asked for nor believed.
 */
final class PasskeyRules {
  private static final int LONGEST = 20_000;

  private static final List<PublicKeyCredentialParameters> ALGORITHMS =
      List.of(of(COSEAlgorithmIdentifier.ES256), of(COSEAlgorithmIdentifier.RS256));

  private final ObjectConverter converter = new ObjectConverter();
  private final WebAuthnManager ceremonies =
      WebAuthnManager.createNonStrictWebAuthnManager(converter);
  private final CollectedClientDataConverter clientData =
      new CollectedClientDataConverter(converter);
  private final AttestedCredentialDataConverter keys =
      new AttestedCredentialDataConverter(converter);
  private final Origin origin;
  private final String host;

  /**
   * @param url of the desk, as people type it
   */
  PasskeyRules(String url) {
    this.origin = new Origin(url);
    this.host = URI.create(url).getHost();
  }

  /**
   * A key as it is kept.
   *
   * @param data attested credential data: the credential's id and its public key
   * @param count of signatures; 0 for devices that do not count
   */
  record Key(byte[] credential, byte[] data, long count, boolean backupEligible) {}

  private static PublicKeyCredentialParameters of(COSEAlgorithmIdentifier algorithm) {
    return new PublicKeyCredentialParameters(PublicKeyCredentialType.PUBLIC_KEY, algorithm);
  }

  String host() {
    return host;
  }

  /** The challenge that a device says it has answered; empty when what it says cannot be read. */
  Optional<byte[]> challenge(String client) {
    try {
      CollectedClientData said = clientData.convert(bytes(client));
      return said == null || said.getChallenge() == null
          ? Optional.empty()
          : Optional.of(said.getChallenge().getValue());
    } catch (WebAuthnException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** The new key; empty when the answer is none that we take. */
  Optional<Key> made(byte[] challenge, PasskeyOffer offer) {
    try {
      var data =
          ceremonies
              .verify(
                  new RegistrationRequest(bytes(offer.attestation()), bytes(offer.clientData())),
                  new RegistrationParameters(ours(challenge), ALGORITHMS, false, true))
              .getAttestationObject();
      AttestedCredentialData key =
          data == null ? null : data.getAuthenticatorData().getAttestedCredentialData();
      return key == null
          ? Optional.empty()
          : Optional.of(
              new Key(
                  key.getCredentialId(),
                  keys.convert(key),
                  data.getAuthenticatorData().getSignCount(),
                  data.getAuthenticatorData().isFlagBE()));
    } catch (WebAuthnException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /**
   * The counter after this signature; empty when the answer is none that we take.
   *
   * @param verified whether the device has to have verified who used it
   */
  OptionalLong signed(byte[] challenge, Key key, PasskeyProof proof, boolean verified) {
    try {
      AuthenticationRequest request =
          new AuthenticationRequest(
              bytes(proof.credential()),
              bytes(proof.authenticatorData()),
              bytes(proof.clientData()),
              bytes(proof.signature()));
      AuthenticationParameters parameters =
          new AuthenticationParameters(
              ours(challenge), record(key), List.of(key.credential()), verified, true);
      var data = ceremonies.verify(request, parameters).getAuthenticatorData();
      return data == null ? OptionalLong.empty() : OptionalLong.of(data.getSignCount());
    } catch (WebAuthnException | IllegalArgumentException e) {
      return OptionalLong.empty();
    }
  }

  private CredentialRecordImpl record(Key key) {
    return new CredentialRecordImpl(
        new NoneAttestationStatement(),
        null,
        key.backupEligible(),
        null,
        key.count(),
        keys.convert(key.data()),
        null,
        null,
        null,
        Set.of());
  }

  private ServerProperty ours(byte[] challenge) {
    return new ServerProperty(origin, host, new DefaultChallenge(challenge));
  }

  /**
   * @throws IllegalArgumentException for what is no URL-safe Base64, is nothing or is too long
   */
  static byte[] bytes(String text) {
    if (text.isEmpty() || text.length() > LONGEST) {
      throw new IllegalArgumentException("no answer of a device");
    }
    return Base64.getUrlDecoder().decode(text);
  }

  static String text(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
