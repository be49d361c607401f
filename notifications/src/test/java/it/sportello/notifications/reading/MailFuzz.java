package it.sportello.notifications.reading;

import it.sportello.notifications.proof.Prover;
import it.sportello.notifications.proof.Trust;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * All of the intake that looks into a stranger's bytes, as one target for a fuzzer: reading, the
 * reply apart from its quotation, the header as it came, the proof of the author. Any answer is
 * right but an exception, a promise broken, or more than a second.
 */
public final class MailFuzz {
  private static final MailReader READER = new MailReader();
  private static final Prover PROVER =
      new Prover(Set.of("mx.desk.example"), Set.of("list.example"), name -> List.of());
  private static final ThreadMXBean THREAD = ManagementFactory.getThreadMXBean();
  private static final long MOST_NANOS = 1_000_000_000L;

  private MailFuzz() {}

  /** The first mails load classes, which is no fault of theirs. By the name fuzzers look for. */
  public static void fuzzerInitialize() throws IOException, URISyntaxException {
    Path mails = Path.of(MailFuzz.class.getResource("/mails").toURI());
    try (Stream<Path> each = Files.walk(mails)) {
      for (Path mail : each.filter(path -> path.toString().endsWith(".eml")).toList()) {
        look(Files.readAllBytes(mail));
      }
    }
  }

  /** One mail, by the name that fuzzers look for. */
  public static void fuzzerTestOneInput(byte[] mail) throws IOException {
    long start = THREAD.getCurrentThreadCpuTime();
    look(mail);
    long took = THREAD.getCurrentThreadCpuTime() - start;
    demand(took < MOST_NANOS, "took " + took / 1_000_000 + " ms");
  }

  private static void look(byte[] mail) throws IOException {
    RawHeader.read(new ByteArrayInputStream(mail));
    ReadMail read;
    try {
      read =
          READER.read(
              new ByteArrayInputStream(mail), (position, name, content) -> content.readAllBytes());
    } catch (Unreadable e) {
      demand(!e.getMessage().isEmpty(), "no reason");
      return;
    }
    demand(read.text().length() <= MailReader.TEXT, "text beyond its limit");
    demand(read.subject().indexOf('\n') < 0 && read.subject().indexOf('\r') < 0, "subject");
    demand(read.text().indexOf('\0') < 0, "a NUL in the text");
    VisibleReply reply = VisibleReply.of(read.text());
    demand(!reply.visible().isBlank() || read.text().isBlank(), "nothing is visible");
    ShownHtml shown = ShownHtml.of(read.html());
    demand(isHarmless(shown.own()) && isHarmless(shown.quoted()), "HTML");
    if (read.from().isPresent()) {
      Trust trust =
          PROVER.prove(new ByteArrayInputStream(mail), read.from().get().domain()).trust();
      demand(trust != Trust.UNDECIDED, "undecided though every name was answered");
    }
  }

  private static boolean isHarmless(String html) {
    return !html.matches("(?is).*<(?:script|style|img|svg|math|iframe|form|object|noscript)\\b.*")
        && !html.matches("(?is).*<[^>]*\\s(?:on[a-z]+|style|src|class)\\s*=.*");
  }

  private static void demand(boolean kept, String promise) {
    if (!kept) {
      throw new IllegalStateException(promise);
    }
  }
}
