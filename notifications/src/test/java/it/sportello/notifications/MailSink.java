package it.sportello.notifications;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** A mail relay (RFC 5321) that keeps what it takes, and does with each mail what a test says. */
final class MailSink implements AutoCloseable {
  private final ServerSocket door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final Supplier<Fate> fates;
  private final List<Letter> taken = new ArrayList<>();

  /** What becomes of a mail; whoever sends it cannot tell the last two apart. */
  enum Fate {
    TAKEN,
    TRY_LATER,
    CUT_IN_DATA,
    CUT_AFTER_DOT,
    TAKEN_AND_CUT
  }

  /**
   * @param from of the envelope
   */
  record Letter(String from, String to, String raw) {
    /** The first field of that name, unfolded; empty without one. */
    String field(String name) {
      String header = raw.substring(0, raw.indexOf("\r\n\r\n") + 2).replaceAll("\r\n[ \t]+", " ");
      for (String line : header.split("\r\n")) {
        if (line.regionMatches(true, 0, name + ":", 0, name.length() + 1)) {
          return line.substring(name.length() + 1).strip();
        }
      }
      return "";
    }
  }

  MailSink(Supplier<Fate> fates) throws IOException {
    this.fates = fates;
    spawn(this::accept);
  }

  int port() {
    return door.getLocalPort();
  }

  /** Since the last time, in the order in which they came. */
  synchronized List<Letter> take() {
    List<Letter> all = List.copyOf(taken);
    taken.clear();
    return all;
  }

  private synchronized void keep(Letter letter) {
    taken.add(letter);
  }

  private void accept() {
    while (!door.isClosed()) {
      try {
        Socket caller = door.accept();
        spawn(() -> serve(caller));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket caller) {
    try (caller) {
      BufferedReader in =
          new BufferedReader(
              new InputStreamReader(caller.getInputStream(), StandardCharsets.ISO_8859_1));
      OutputStream out = caller.getOutputStream();
      String from = "";
      String to = "";
      say(out, "220 sink.example");
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        String verb = line.split("[ :]", 2)[0].toUpperCase(java.util.Locale.ROOT);
        switch (verb) {
          case "MAIL" -> from = address(line);
          case "RCPT" -> to = address(line);
          case "DATA" -> {
            if (!data(in, out, from, to)) {
              return;
            }
            continue;
          }
          case "QUIT" -> {
            say(out, "221 bye");
            return;
          }
          default -> {
            // HELO, EHLO, RSET, NOOP
          }
        }
        say(out, "250 ok");
      }
    } catch (IOException e) {
      // Whoever called has gone.
    }
  }

  /**
   * @return whether the line holds
   */
  private boolean data(BufferedReader in, OutputStream out, String from, String to)
      throws IOException {
    Fate fate = fates.get();
    say(out, "354 go on");
    if (fate == Fate.CUT_IN_DATA) {
      in.readLine();
      return false;
    }
    StringBuilder raw = new StringBuilder();
    String line = in.readLine();
    while (line != null && !line.equals(".")) {
      raw.append(line.startsWith(".") ? line.substring(1) : line).append("\r\n");
      line = in.readLine();
    }
    if (line == null || fate == Fate.CUT_AFTER_DOT) {
      return false;
    }
    if (fate == Fate.TRY_LATER) {
      say(out, "451 not now");
      return true;
    }
    keep(new Letter(from, to, raw.toString()));
    if (fate == Fate.TAKEN_AND_CUT) {
      return false;
    }
    say(out, "250 taken");
    return true;
  }

  private static String address(String line) {
    return line.substring(line.indexOf('<') + 1, line.indexOf('>'));
  }

  private static void say(OutputStream out, String line) throws IOException {
    out.write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
    out.flush();
  }

  private static void spawn(Runnable work) {
    Thread thread = new Thread(work, "mail-sink");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    door.close();
  }
}
