package it.sportello.notifications;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * An IMAP server that says what a test wants it to say. It knows as much of RFC 3501 as the desk
 * uses; a subclass misbehaves.
 */
class ImapScript implements AutoCloseable {
  final List<String> heard = new CopyOnWriteArrayList<>();
  final TreeMap<Integer, String> mails = new TreeMap<>();
  volatile long uidvalidity = 1;
  volatile String capabilities = "IMAP4rev1 AUTH=PLAIN AUTH=XOAUTH2 SASL-IR";
  private final ServerSocket server;
  private final List<Socket> lines = new CopyOnWriteArrayList<>();

  ImapScript() {
    try {
      server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    Thread thread = new Thread(this::accept, "imap-script");
    thread.setDaemon(true);
    thread.start();
  }

  int port() {
    return server.getLocalPort();
  }

  /** All lines break. */
  void cut() {
    lines.forEach(ImapScript::close);
    lines.clear();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket line = server.accept();
        lines.add(line);
        Thread thread = new Thread(() -> serve(line), "imap-script-line");
        thread.setDaemon(true);
        thread.start();
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket line) {
    try (line;
        var in =
            new BufferedReader(
                new InputStreamReader(line.getInputStream(), StandardCharsets.ISO_8859_1))) {
      OutputStream out = line.getOutputStream();
      greet(out);
      for (String command = in.readLine(); command != null; command = in.readLine()) {
        heard.add(command);
        String[] words = command.split(" ", 3);
        String rest = words.length > 2 ? words[2] : "";
        answer(words[0], words[1].toUpperCase(Locale.ROOT), rest, in, out);
      }
    } catch (IOException | RuntimeException e) {
      return;
    }
  }

  void greet(OutputStream out) throws IOException {
    say(out, "* OK ready");
  }

  void answer(String tag, String verb, String rest, BufferedReader in, OutputStream out)
      throws IOException {
    switch (verb) {
      case "CAPABILITY" -> say(out, "* CAPABILITY " + capabilities);
      case "AUTHENTICATE", "LOGIN" -> {
        if (!lets(rest, in, out)) {
          say(out, tag + " NO [AUTHENTICATIONFAILED] <script>no</script>");
          return;
        }
      }
      case "SELECT" -> {
        say(out, "* " + mails.size() + " EXISTS");
        say(out, "* 0 RECENT");
        say(out, "* OK [UIDVALIDITY " + uidvalidity + "] .");
        say(out, "* OK [UIDNEXT " + (mails.isEmpty() ? 1 : mails.lastKey() + 1) + "] .");
      }
      case "UID" -> uid(rest, out);
      case "LOGOUT" -> say(out, "* BYE");
      default -> {}
    }
    say(out, tag + " OK done");
  }

  /** Anybody. */
  boolean lets(String credentials, BufferedReader in, OutputStream out) throws IOException {
    return true;
  }

  /** {@code UID FETCH 3:* (UID)}; what is stored is not remembered. */
  private void uid(String rest, OutputStream out) throws IOException {
    String[] words = rest.split(" ", 3);
    if (!words[0].equals("FETCH")) {
      return;
    }
    int number = 0;
    int last = mails.isEmpty() ? 0 : mails.lastKey();
    for (int uid : List.copyOf(mails.keySet())) {
      number++;
      if (isIn(words[1], uid, last)) {
        fetch(number, uid, words[2], out);
      }
    }
  }

  private static boolean isIn(String set, int uid, int last) {
    for (String range : set.split(",")) {
      String[] ends = range.split(":");
      int low = Integer.parseInt(ends[0]);
      boolean open = ends[ends.length - 1].equals("*");
      int high = open ? last : Integer.parseInt(ends[ends.length - 1]);
      if (uid >= Math.min(low, high) && uid <= Math.max(low, high)) {
        return true;
      }
    }
    return false;
  }

  void fetch(int number, int uid, String what, OutputStream out) throws IOException {
    if (what.contains("BODY.PEEK[]")) {
      int from = what.contains("<0.") ? 0 : mails.get(uid).length();
      say(out, body(number, uid, what, mails.get(uid).substring(from)));
    } else {
      say(out, "* " + number + " FETCH (UID " + uid + ")");
    }
  }

  String body(int number, int uid, String what, String text) {
    return "* %d FETCH (UID %d INTERNALDATE \"20-Nov-2026 10:00:00 +0000\" BODY[]<%d> {%d}\r\n%s)"
        .formatted(
            number, uid, what.contains("<0.") ? 0 : mails.get(uid).length(), text.length(), text);
  }

  static void say(OutputStream out, String line) throws IOException {
    out.write((line + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
    out.flush();
  }

  private static void close(Socket line) {
    try {
      line.close();
    } catch (IOException e) {
      return;
    }
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    cut();
  }
}
