package it.sportello.web.harness;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/** An identity provider that says whatever a test wants it to say. */
public final class RogueProvider implements AutoCloseable {
  private final HttpServer server;
  private final String issuer;
  private final AtomicInteger fetches = new AtomicInteger();
  private volatile RSAKey key = key();
  private volatile String token = "";

  private RogueProvider(HttpServer server, String issuer) {
    this.server = server;
    this.issuer = issuer;
  }

  public static RogueProvider start(int port) throws IOException {
    HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 0);
    RogueProvider provider =
        new RogueProvider(server, "http://localhost:" + server.getAddress().getPort());
    server.createContext("/.well-known/openid-configuration", provider::describe);
    server.createContext("/keys", provider::keys);
    server.createContext("/token", provider::token);
    server.start();
    return provider;
  }

  public String issuer() {
    return issuer;
  }

  /** How often the desk has fetched the keys. */
  public int fetches() {
    return fetches.get();
  }

  /** From now on it signs with another key, and publishes that one alone. */
  public void rotate() {
    key = key();
  }

  /** What it gives for the next code, whatever that is. */
  public void gives(String idToken) {
    token = idToken;
  }

  public String signed(JWTClaimsSet claims) {
    return signed(claims, key);
  }

  /** By a key that it does not publish, under the name of the one that it does. */
  public String forged(JWTClaimsSet claims) {
    return signed(claims, key(key.getKeyID()));
  }

  /** By a key of a name that nobody knows. */
  public String unknown(JWTClaimsSet claims) {
    return signed(claims, key());
  }

  private static String signed(JWTClaimsSet claims, RSAKey key) {
    try {
      SignedJWT jwt =
          new SignedJWT(
              new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(), claims);
      jwt.sign(new RSASSASigner(key));
      return jwt.serialize();
    } catch (com.nimbusds.jose.JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  /** With a secret that both know, where only the provider's own key proves anything. */
  public String signedWith(String secret, JWTClaimsSet claims) {
    try {
      SignedJWT jwt = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims);
      jwt.sign(new MACSigner(secret));
      return jwt.serialize();
    } catch (com.nimbusds.jose.JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  public String unsigned(JWTClaimsSet claims) {
    return new PlainJWT(claims).serialize();
  }

  private void describe(HttpExchange exchange) throws IOException {
    answer(
        exchange,
        """
        {"issuer":"I","authorization_endpoint":"I/door","token_endpoint":"I/token",
         "jwks_uri":"I/keys","response_types_supported":["code"],
         "subject_types_supported":["public"],"id_token_signing_alg_values_supported":["RS256"],
         "authorization_response_iss_parameter_supported":true,
         "end_session_endpoint":"I/out?of=desk"}
        """
            .replace("I/", issuer + "/")
            .replace("\"I\"", "\"" + issuer + "\""));
  }

  private void keys(HttpExchange exchange) throws IOException {
    fetches.incrementAndGet();
    answer(exchange, new JWKSet(key).toString(true));
  }

  private void token(HttpExchange exchange) throws IOException {
    answer(
        exchange,
        "{\"access_token\":\"x\",\"token_type\":\"Bearer\",\"id_token\":\"" + token + "\"}");
  }

  private static void answer(HttpExchange exchange, String json) throws IOException {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private static RSAKey key() {
    return key(UUID.randomUUID().toString());
  }

  private static RSAKey key(String name) {
    try {
      return new RSAKeyGenerator(2048).keyID(name).generate();
    } catch (com.nimbusds.jose.JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
