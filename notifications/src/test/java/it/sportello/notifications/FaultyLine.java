package it.sportello.notifications;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A line to a mail server that breaks after a random number of bytes of what the server says, half
 * of the time with a reset, until it is told to hold. It knows what was being asked when it broke,
 * and can aim at what was hit least.
 */
final class FaultyLine implements AutoCloseable {
  private static final int AIMED = 6;

  private final ServerSocket door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final int server;
  private final int longest;
  private final Random random;
  private final Map<String, Integer> cuts = new TreeMap<>();
  private volatile boolean holds;
  private volatile boolean aims;

  /**
   * @param longest how many bytes pass at most before the line breaks
   */
  FaultyLine(int server, int longest, long seed) throws IOException {
    this.server = server;
    this.longest = longest;
    this.random = new Random(seed);
    spawn(this::accept);
  }

  int port() {
    return door.getLocalPort();
  }

  /** From now on nothing breaks. */
  void hold() {
    holds = true;
  }

  /** From now on calls break again, but for those that began meanwhile. */
  void fail() {
    holds = false;
  }

  /**
   * From now on every other call is cut at a random byte of the answer to something that was hit
   * less than others so far, and passes more than they do before: what a reader asks last is to be
   * hit too.
   */
  void aim() {
    aims = true;
  }

  /** By what was being asked, such as {@code UID FETCH}. */
  synchronized Map<String, Integer> cuts() {
    return new TreeMap<>(cuts);
  }

  int broken() {
    return cuts().values().stream().mapToInt(Integer::intValue).sum();
  }

  private synchronized int draw(int most) {
    return 1 + random.nextInt(most);
  }

  /** What this call is cut at; empty where the number of bytes alone decides. */
  private synchronized String target() {
    if (!aims || random.nextBoolean()) {
      return "";
    }
    List<String> verbs = List.copyOf(cuts.keySet());
    return Stream.generate(() -> verbs.get(random.nextInt(verbs.size())))
        .limit(verbs.size())
        .min(Comparator.comparing(cuts::get))
        .orElseThrow();
  }

  private synchronized void asking(String verb) {
    cuts.putIfAbsent(verb, 0);
  }

  private synchronized void broke(String verb) {
    cuts.merge(verb, 1, Integer::sum);
  }

  private void accept() {
    while (!door.isClosed()) {
      try {
        Socket caller = door.accept();
        spawn(() -> pass(caller));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void pass(Socket caller) {
    String[] verb = {"GREETING"};
    asking(verb[0]);
    try (caller;
        Socket peer = new Socket(InetAddress.getLoopbackAddress(), server)) {
      Thread asking = spawn(() -> asked(caller, peer, verb));
      String target = target();
      int left = holds ? Integer.MAX_VALUE : draw(target.isEmpty() ? longest : AIMED * longest);
      InputStream in = peer.getInputStream();
      OutputStream out = caller.getOutputStream();
      byte[] buffer = new byte[2048];
      int read = in.read(buffer, 0, Math.min(buffer.length, left));
      while (read > 0 && left > 0) {
        if (!holds && verb[0].equals(target)) {
          left = draw(read);
        }
        out.write(buffer, 0, Math.min(read, left));
        left -= holds ? 0 : Math.min(read, left);
        read = left > 0 ? in.read(buffer, 0, Math.min(buffer.length, left)) : 0;
      }
      if (left <= 0) {
        broke(verb[0]);
        caller.setSoLinger(draw(2) == 1, 0);
      }
      asking.interrupt();
    } catch (IOException e) {
      // Either end has gone: the other learns it when both are closed here.
    }
  }

  private void asked(Socket caller, Socket peer, String[] verb) {
    try {
      InputStream in = caller.getInputStream();
      OutputStream out = peer.getOutputStream();
      byte[] buffer = new byte[2048];
      for (int read = in.read(buffer); read > 0; read = in.read(buffer)) {
        String[] words = new String(buffer, 0, read, StandardCharsets.ISO_8859_1).split("\\s+", 4);
        if (words.length > 1 && words[0].matches("\\w+") && words[1].matches("[A-Z]+")) {
          verb[0] = words[1].equals("UID") && words.length > 2 ? "UID " + words[2] : words[1];
          asking(verb[0]);
        }
        out.write(buffer, 0, read);
      }
      peer.shutdownOutput();
    } catch (IOException e) {
      // The line is broken: that is its purpose.
    }
  }

  private static Thread spawn(Runnable work) {
    Thread thread = new Thread(work, "faulty-line");
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  @Override
  public void close() throws IOException {
    door.close();
  }
}
