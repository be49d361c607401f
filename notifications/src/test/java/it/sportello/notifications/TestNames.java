package it.sportello.notifications;

import it.sportello.notifications.proof.NameServer;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.james.jdkim.DKIMSigner;

/** The DNS of the tests: what is not in it does not exist, and what is {@code away} is silent. */
@Alternative
@Priority(1)
@ApplicationScoped
public class TestNames implements NameServer {
  static final Map<String, String> ZONE = new ConcurrentHashMap<>();
  private static final KeyPair KEY = key();

  @Override
  public List<String> texts(String name) throws Away {
    if (ZONE.getOrDefault(name, "").equals("away")) {
      throw new Away(name);
    }
    return ZONE.containsKey(name) ? List.of(ZONE.get(name)) : List.of();
  }

  /** Signed by the domain, whose key is published. */
  static String signed(String domain, String mail) throws Exception {
    ZONE.put(
        "k._domainkey." + domain,
        "v=DKIM1; k=rsa; p=" + Base64.getEncoder().encodeToString(KEY.getPublic().getEncoded()));
    String whole = mail.replace("\r\n", "\n").replace("\n", "\r\n");
    String field =
        new DKIMSigner(
                "v=1; a=rsa-sha256; c=relaxed/relaxed; d="
                    + domain
                    + "; s=k; h=from:subject; bh=; b=;",
                KEY.getPrivate())
            .sign(new ByteArrayInputStream(whole.getBytes(StandardCharsets.UTF_8)));
    return field + "\r\n" + whole;
  }

  private static KeyPair key() {
    try {
      KeyPairGenerator keys = KeyPairGenerator.getInstance("RSA");
      keys.initialize(2_048);
      return keys.generateKeyPair();
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
