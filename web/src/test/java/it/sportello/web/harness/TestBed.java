package it.sportello.web.harness;

import it.sportello.launcher.DemoUnderTest;
import it.sportello.launcher.PreBoot;
import it.sportello.launcher.TryOutPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What stands around the desk under test: its database, its mail server, a folder for its files.
 */
final class TestBed implements AutoCloseable {
  private static TestBed current;

  private final TryOutPostgres database;
  private final Mails mails;
  private final DemoUnderTest product;
  private final int port;

  private TestBed(TryOutPostgres database, Mails mails, DemoUnderTest product, int port) {
    this.database = database;
    this.mails = mails;
    this.product = product;
    this.port = port;
  }

  /** Starts all but the desk itself, and tells Arquillian how to start that. */
  static synchronized void open(Path target) throws IOException {
    if (current != null) {
      return;
    }
    TryOutPostgres database = TryOutPostgres.ephemeral(target.resolve("postgresql"));
    Mails mails = Mails.start();
    int port = Ports.free();
    DemoUnderTest product =
        DemoUnderTest.start(Ports.free(), "http://localhost:" + port, target.resolve("test-keys"));
    current = new TestBed(database, mails, product, port);
    current.describeServer(target);
  }

  static TestBed current() {
    if (current == null) {
      throw new IllegalStateException(
          "No desk runs: tests named …IT are run by the failsafe plugin, in mvn verify.");
    }
    return current;
  }

  static synchronized void shut() throws IOException {
    if (current != null) {
      current.close();
      current = null;
    }
  }

  private void describeServer(Path target) throws IOException {
    Path server = target.resolve("server");
    Path files = Files.createDirectories(target.resolve("test-files"));
    Path home = target.resolve("test-server");
    // The server keeps what an earlier run has configured, and that run's database is gone.
    Folders.delete(home);
    Settings settings =
        Settings.of(database, port, files)
            .withSmtp(mails.smtpPort())
            .withImap(mails.imapPort())
            .with("tryout.demo.origin", product.url())
            .with("tryout.demo.jwk", product.publicKey());
    Path commands = target.resolve("test-boot.commands");
    PreBoot.write(commands, settings.environment());
    // The connector reads its configuration from here; its own way of choosing ports can collide.
    System.setProperty("payara.microJar", server.resolve("payara-micro.jar").toString());
    System.setProperty(
        "payara.cmdOptions",
        "-XX:+UseSerialGC -Xmx512m -Djava.awt.headless=true " + settings.options());
    System.setProperty(
        "payara.extraMicroOptions",
        "--nohazelcast --disablephonehome --rootdir "
            + home
            + " --addlibs "
            + server.resolve("postgresql.jar")
            + " --prebootcommandfile "
            + commands
            + " --port "
            + port);
  }

  TryOutPostgres database() {
    return database;
  }

  Mails mails() {
    return mails;
  }

  DemoUnderTest product() {
    return product;
  }

  int port() {
    return port;
  }

  @Override
  public void close() throws IOException {
    // Arquillian leaves a server that runs and deployed nothing.
    ProcessHandle.current()
        .children()
        .filter(child -> child.info().commandLine().orElse("").contains("payara-micro.jar"))
        .forEach(ProcessHandle::destroyForcibly);
    product.close();
    mails.close();
    database.close();
  }
}
