package it.sportello.launcher;

import java.io.IOException;
import java.nio.file.Path;

/** The launcher's demo product, for a desk that somebody else starts. */
public final class DemoUnderTest implements AutoCloseable {
  private final DemoKey key;
  private final int port;
  private final Web site;

  private DemoUnderTest(DemoKey key, int port, Web site) {
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
    return new DemoUnderTest(key, port, Web.open(port, new DemoProduct(desk, key)::answer));
  }

  public String url() {
    return "http://localhost:" + port;
  }

  public String publicKey() {
    return key.publicJwk();
  }

  @Override
  public void close() throws IOException {
    site.close();
  }
}
