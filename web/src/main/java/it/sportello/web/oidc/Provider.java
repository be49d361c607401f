package it.sportello.web.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jwt.JWT;
import com.nimbusds.jwt.JWTParser;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.GeneralException;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.auth.ClientAuthenticationMethod;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.ClientSecretPost;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.LogoutRequest;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponseParser;
import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import it.sportello.contacts.ProviderSignIns.Identity;
import it.sportello.contacts.ProviderSignIns.Journey;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * One identity provider: OpenID Connect Core 1.0, authorization code flow (section 3.1) with PKCE
 * (RFC 7636). It is looked up when it is first needed, and again as long as it does not answer. Its
 * keys are kept, and fetched anew when a token names one that is not among them, at most every
 * thirty seconds. A token signed by no asymmetric key of its own is none.
 */
final class Provider {
  private static final int CONNECT_MILLIS = 3_000;
  private static final int READ_MILLIS = 5_000;
  private static final int LARGEST = 1_000_000;
  private static final long KEYS_MILLIS = 300_000;
  private static final long FETCH_MILLIS = 30_000;
  private static final int LONGEST_SUBJECT = 255;
  private static final int AGAIN_SECONDS = 60;

  private static final Set<JWSAlgorithm> ALGORITHMS =
      Set.of(
          JWSAlgorithm.RS256,
          JWSAlgorithm.RS384,
          JWSAlgorithm.RS512,
          JWSAlgorithm.PS256,
          JWSAlgorithm.PS384,
          JWSAlgorithm.PS512,
          JWSAlgorithm.ES256,
          JWSAlgorithm.ES384,
          JWSAlgorithm.ES512);

  private final ProviderSettings.Client client;
  private final URI back;
  private final URI out;
  private volatile Found found;

  private record Found(OIDCProviderMetadata where, IDTokenValidator tokens) {}

  /**
   * @param back where the provider sends the browser; told to it when the desk was registered there
   * @param out where it sends the browser of whoever has signed out; told to it likewise
   */
  Provider(ProviderSettings.Client client, URI back, URI out) {
    this.client = client;
    this.back = back;
    this.out = out;
  }

  /**
   * Where the browser is sent to sign in.
   *
   * @param again to show once more who they are, even if the provider knows them still
   */
  URI door(Journey journey, boolean again) throws ProviderAway {
    var request =
        new AuthenticationRequest.Builder(
                ResponseType.CODE, new Scope("openid", "email"), new ClientID(client.id()), back)
            .endpointURI(found().where().getAuthorizationEndpointURI())
            .state(new State(journey.state()))
            .nonce(new Nonce(journey.nonce()))
            .codeChallenge(new CodeVerifier(journey.verifier()), CodeChallengeMethod.S256);
    if (again) {
      // Whoever is asked so has to say when it was (OpenID Connect Core 1.0 section 2).
      request.maxAge(AGAIN_SECONDS);
    }
    return request.build().toURI();
  }

  /**
   * Where the browser is sent to sign out there too (OpenID Connect RP-Initiated Logout 1.0); empty
   * where the provider has no such place.
   *
   * @param token the ID token of the sign-in, so that the provider need not ask; empty for none
   */
  Optional<URI> exit(String token) throws ProviderAway {
    return Optional.ofNullable(found().where().getEndSessionEndpointURI())
        .filter(ProviderSettings::isSafe)
        .map(
            place ->
                new LogoutRequest(
                        place, hint(token), null, new ClientID(client.id()), out, null, null)
                    .toURI());
  }

  /** Null, as the library has it, for none and for that of a provider from earlier settings. */
  private JWT hint(String token) {
    try {
      JWT jwt = JWTParser.parse(token);
      return client.issuer().toString().equals(jwt.getJWTClaimsSet().getIssuer()) ? jwt : null;
    } catch (java.text.ParseException e) {
      return null;
    }
  }

  /**
   * Who has signed in there, by the code that the browser has brought back.
   *
   * @param issuer who the answer says that it comes from; empty where it does not say
   */
  Identity identity(Journey journey, String code, String issuer)
      throws ProviderAway, ProviderRefused {
    Found provider = found();
    requireIssuer(provider.where(), issuer);
    JWT token = exchange(provider.where(), journey, code);
    try {
      return identity(
          provider.tokens().validate(token, new Nonce(journey.nonce())), token.getParsedString());
    } catch (BadJOSEException e) {
      throw new ProviderRefused(e);
    } catch (JOSEException e) {
      throw new ProviderAway(e);
    }
  }

  /** RFC 9207 section 2.4: a code of another provider is not carried to this one, nor away. */
  private void requireIssuer(OIDCProviderMetadata where, String issuer) throws ProviderRefused {
    boolean missing = issuer.isEmpty() && where.supportsAuthorizationResponseIssuerParam();
    if (missing || !issuer.isEmpty() && !issuer.equals(client.issuer().toString())) {
      throw new ProviderRefused("the answer is not this provider's");
    }
  }

  private Identity identity(IDTokenClaimsSet claims, String token) throws ProviderRefused {
    String subject = claims.getSubject().getValue();
    if (subject.length() > LONGEST_SUBJECT) {
      throw new ProviderRefused("the subject is too long");
    }
    // Nothing but true is true: neither a word nor a missing claim.
    boolean verified = Boolean.TRUE.equals(claims.getClaim("email_verified"));
    Object address = claims.getClaim("email");
    return new Identity(
        client.issuer().toString(),
        subject,
        verified && address instanceof String a ? a : "",
        token,
        Optional.ofNullable(claims.getAuthenticationTime())
            .map(Date::toInstant)
            .orElse(Instant.EPOCH));
  }

  private JWT exchange(OIDCProviderMetadata where, Journey journey, String code)
      throws ProviderAway, ProviderRefused {
    AuthorizationCodeGrant grant =
        new AuthorizationCodeGrant(
            new AuthorizationCode(code), back, new CodeVerifier(journey.verifier()));
    HTTPRequest request =
        new TokenRequest.Builder(where.getTokenEndpointURI(), authentication(where), grant)
            .build()
            .toHTTPRequest();
    limit(request);
    try {
      var response = request.send();
      if (response.getStatusCode() >= 500) {
        throw new ProviderAway(new IOException("status " + response.getStatusCode()));
      }
      TokenResponse answer = OIDCTokenResponseParser.parse(response);
      if (answer instanceof OIDCTokenResponse tokens && tokens.getOIDCTokens() != null) {
        return idToken(tokens);
      }
      throw new ProviderRefused("the provider gave no token for the code");
    } catch (IOException e) {
      throw new ProviderAway(e);
    } catch (ParseException e) {
      throw new ProviderRefused(e);
    }
  }

  private static JWT idToken(OIDCTokenResponse tokens) throws ProviderRefused {
    JWT token = tokens.getOIDCTokens().getIDToken();
    if (token == null) {
      throw new ProviderRefused("the provider gave no ID token");
    }
    return token;
  }

  private ClientAuthentication authentication(OIDCProviderMetadata where) {
    List<ClientAuthenticationMethod> methods = where.getTokenEndpointAuthMethods();
    ClientID id = new ClientID(client.id());
    Secret secret = new Secret(client.secret());
    return methods == null || methods.contains(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
        ? new ClientSecretBasic(id, secret)
        : new ClientSecretPost(id, secret);
  }

  /** Found once and kept; as long as it is not, everybody who asks looks again. */
  private Found found() throws ProviderAway {
    Found known = found;
    if (known == null) {
      known = look();
      found = known;
    }
    return known;
  }

  private Found look() throws ProviderAway {
    try {
      Issuer issuer = new Issuer(client.issuer());
      OIDCProviderMetadata where = OIDCProviderMetadata.resolve(issuer, Provider::limit);
      boolean safe =
          Stream.of(
                  where.getAuthorizationEndpointURI(),
                  where.getTokenEndpointURI(),
                  where.getJWKSetURI())
              .allMatch(address -> address != null && ProviderSettings.isSafe(address));
      if (!safe) {
        throw new GeneralException("an address of the provider is missing or no https");
      }
      return new Found(where, tokens(issuer, where));
    } catch (IOException | GeneralException e) {
      throw new ProviderAway(e);
    }
  }

  private IDTokenValidator tokens(Issuer issuer, OIDCProviderMetadata where)
      throws MalformedURLException {
    var keys =
        JWKSourceBuilder.<SecurityContext>create(
                where.getJWKSetURI().toURL(),
                new DefaultResourceRetriever(CONNECT_MILLIS, READ_MILLIS, LARGEST))
            .cache(KEYS_MILLIS, READ_MILLIS + CONNECT_MILLIS)
            .refreshAheadCache(false)
            .rateLimited(FETCH_MILLIS)
            .build();
    return new IDTokenValidator(
        issuer,
        new ClientID(client.id()),
        new JWSVerificationKeySelector<>(ALGORITHMS, keys),
        null);
  }

  private static void limit(HTTPRequest request) {
    request.setConnectTimeout(CONNECT_MILLIS);
    request.setReadTimeout(READ_MILLIS);
    request.setFollowRedirects(false);
  }
}
