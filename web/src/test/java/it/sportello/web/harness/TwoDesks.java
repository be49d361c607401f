package it.sportello.web.harness;

import it.sportello.launcher.DeskServer;
import it.sportello.launcher.TryOutPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import no.nav.security.mock.oauth2.MockOAuth2Server;

/**
 * Two desks on one database, started together by the first test that needs them; they end with the
 * run. Their staff comes in by an identity provider, the account {@code admin} by its password as
 * well. The first desk knows real providers; the second one's say what a test wants.
 */
public final class TwoDesks {
  public static final String CLIENT = "sportello-under-test";
  public static final String SECRET = "a secret of the client, 256 bits and some more";
  private static final Path TARGET = Path.of("target", "two").toAbsolutePath();
  private static TwoDesks running;

  private final TryOutPostgres database;
  private final MockOAuth2Server provider = new MockOAuth2Server();
  private final RogueProvider rogue;

  /** Where the second desk's customers would sign in; nobody listens there yet. */
  private final int absent = Ports.free();

  private final DeskServer first;
  private final DeskServer second;

  private TwoDesks() throws IOException {
    database = TryOutPostgres.ephemeral(TARGET.resolveSibling("postgresql"));
    provider.start();
    rogue = RogueProvider.start(0);
    first =
        start(
            "first",
            provider.issuerUrl("staff").toString(),
            provider.issuerUrl("customers").toString());
    second = start("second", rogue.issuer(), "http://localhost:" + absent);
    Runtime.getRuntime().addShutdownHook(new Thread(this::end));
    first.awaitReady();
    second.awaitReady();
  }

  public static synchronized TwoDesks running() {
    if (running == null) {
      try {
        running = new TwoDesks();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return running;
  }

  private DeskServer start(String name, String staff, String customers) throws IOException {
    int port = Ports.free();
    Settings settings =
        Settings.of(database, port, TARGET.resolve("files"))
            .with("oidc.issuer", staff)
            .with("oidc.client", CLIENT)
            .with("oidc.secret", SECRET)
            .with("oidc.emergency", "admin")
            .with("oidc.customers.issuer", customers)
            .with("oidc.customers.client", CLIENT)
            .with("oidc.customers.secret", SECRET);
    return DeskServer.start(
        TARGET.resolve(name),
        "127.0.0.1",
        port,
        settings.environment(),
        TARGET.resolve(name + ".log"));
  }

  public Sql sql() {
    return new Sql(database);
  }

  public String firstUrl() {
    return first.url();
  }

  public String secondUrl() {
    return second.url();
  }

  public Surfer atFirst() {
    return Surfer.at(Visitor.at(first.url()));
  }

  public Surfer atSecond() {
    return Surfer.at(Visitor.at(second.url()));
  }

  /** The provider of the first desk: {@code staff} and {@code customers} are its issuers. */
  public MockOAuth2Server provider() {
    return provider;
  }

  /** The provider of the second desk's staff. */
  public RogueProvider rogue() {
    return rogue;
  }

  /** The port of the second desk's provider of customers, which is down. */
  public int absent() {
    return absent;
  }

  private void end() {
    ProcessHandle.of(first.pid()).ifPresent(ProcessHandle::destroyForcibly);
    ProcessHandle.of(second.pid()).ifPresent(ProcessHandle::destroyForcibly);
    provider.shutdown();
    rogue.close();
    try {
      database.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
