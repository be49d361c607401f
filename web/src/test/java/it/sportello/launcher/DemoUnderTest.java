package it.sportello.launcher;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.UUID;

/** The launcher's demo product, for a desk that somebody else starts. */
public final class DemoUnderTest implements AutoCloseable {
  private final String desk;
  private final DemoKey key;
  private final int port;
  private final Web site;

  private DemoUnderTest(String desk, DemoKey key, int port, Web site) {
    this.desk = desk;
    this.key = key;
    this.port = port;
    this.site = site;
  }

  /**
   * @param desk the address of the desk whose form is shown
   * @param keys where the product keeps its key
   */
  public static DemoUnderTest start(int port, String desk, Path keys) throws IOException {
    DemoKey key = DemoKey.of(Keys.in(keys));
    return new DemoUnderTest(desk, key, port, Web.open(port, new DemoProduct(desk, key)::answer));
  }

  public String url() {
    return "http://localhost:" + port;
  }

  public String publicKey() {
    return key.publicJwk();
  }

  /** What its server side signs at {@code now} for somebody who is signed in. */
  public String token(String platform, String contact, Instant now) {
    return key.sign(
        """
        {"iss":"demo","aud":"%s","sub":"%s","platform":"%s","contact":"%s",\
        "context":{"list":"1","message":"2"},"iat":%d,"exp":%d,"jti":"%s"}"""
            .formatted(
                desk,
                contact,
                platform,
                contact,
                now.getEpochSecond(),
                now.getEpochSecond() + 120,
                UUID.randomUUID()));
  }

  @Override
  public void close() throws IOException {
    site.close();
  }
}
