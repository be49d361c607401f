package it.sportello.notifications;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A Dovecot of its own in a folder of its own, with one mailbox in maildir format. Needs root. */
final class Dovecot implements AutoCloseable {
  private static final Path PROGRAM = Path.of("/usr/sbin/dovecot");

  /** Of nobody that exists: mails must not belong to root. */
  private static final int OWNER = 33_333;

  private static final String SETTINGS =
      """
      base_dir = %1$s/run
      state_dir = %1$s/state
      log_path = %1$s/log
      protocols = imap
      listen = 127.0.0.1
      ssl = no
      disable_plaintext_auth = no
      mail_location = maildir:%1$s/mail
      mail_uid = %2$d
      mail_gid = %2$d
      first_valid_uid = 1
      mail_max_userip_connections = 1000
      service anvil {
        chroot =
      }
      service imap-login {
        chroot =
        inet_listener imap {
          port = %3$d
        }
        inet_listener imaps {
          port = 0
        }
      }
      passdb {
        driver = static
        args = password=%4$s
      }
      userdb {
        driver = static
        args = uid=%2$d gid=%2$d home=%1$s/mail
      }
      """;

  private final Path folder = Files.createTempDirectory("dovecot");
  private final Process process;
  private final int port;
  private int delivered;

  /** Whether it is installed, and may be started: Debian's package is dovecot-imapd. */
  static boolean isThere() {
    return Files.isExecutable(PROGRAM) && System.getProperty("user.name").equals("root");
  }

  Dovecot(String password) throws IOException, InterruptedException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    for (String each : List.of("run", "state", "mail/new", "mail/cur", "mail/tmp")) {
      Files.createDirectories(folder.resolve(each));
    }
    Path settings = folder.resolve("dovecot.conf");
    Files.writeString(settings, SETTINGS.formatted(folder, OWNER, port, password));
    new ProcessBuilder("chmod", "755", folder.toString()).start().waitFor();
    own(folder.resolve("mail"));
    process =
        new ProcessBuilder(PROGRAM.toString(), "-F", "-c", settings.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("out").toFile())
            .start();
    awaitGreeting();
  }

  int port() {
    return port;
  }

  /** As a mail server does that writes straight into the mailbox: whole, or not there at all. */
  void deliver(List<byte[]> mails) throws IOException {
    for (byte[] mail : mails) {
      String name = "%d.M%06d.desk".formatted(1_700_000_000 + delivered, delivered);
      Path written = folder.resolve("mail/tmp").resolve(name);
      Files.write(written, mail);
      Files.setAttribute(written, "unix:uid", OWNER);
      Files.setAttribute(written, "unix:gid", OWNER);
      Files.move(written, folder.resolve("mail/new").resolve(name), StandardCopyOption.ATOMIC_MOVE);
      delivered++;
    }
  }

  private static void own(Path files) throws IOException, InterruptedException {
    String owner = OWNER + ":" + OWNER;
    new ProcessBuilder("chown", "-R", owner, files.toString()).start().waitFor();
  }

  private void awaitGreeting() throws IOException, InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (System.nanoTime() < end && process.isAlive()) {
      try (Socket caller = new Socket(InetAddress.getLoopbackAddress(), port)) {
        if (caller.getInputStream().read() == '*') {
          return;
        }
      } catch (IOException e) {
        Thread.sleep(50);
      }
    }
    throw new IOException(
        "Dovecot does not answer: "
            + Files.readString(folder.resolve("out"), StandardCharsets.UTF_8));
  }

  @Override
  public void close() throws IOException {
    process.destroy();
    try {
      process.waitFor(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(each);
      }
    }
  }
}
