package it.sportello.web.bench;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** A relay that takes every mail, counts it and keeps its Message-ID. */
public final class Sink implements AutoCloseable {
  private final ServerSocket server;
  private final AtomicLong mails = new AtomicLong();
  private final Set<String> ids = ConcurrentHashMap.newKeySet();

  public Sink() throws IOException {
    server = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
    spawn(this::accept);
  }

  public int port() {
    return server.getLocalPort();
  }

  public long mails() {
    return mails.get();
  }

  /** Mails that are no repeats of another. */
  public long distinct() {
    return ids.size();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket caller = server.accept();
        spawn(() -> serve(caller));
      } catch (IOException e) {
        return;
      }
    }
  }

  private static void spawn(Runnable work) {
    Thread thread = new Thread(work, "sink");
    thread.setDaemon(true);
    thread.start();
  }

  private void serve(Socket caller) {
    try (caller;
        var in = new BufferedInputStream(caller.getInputStream(), 1 << 15);
        var out = new BufferedOutputStream(caller.getOutputStream())) {
      say(out, "220 sink");
      for (String line = line(in); !line.isEmpty(); line = line(in)) {
        String verb =
            line.substring(0, Math.min(4, line.length())).toUpperCase(java.util.Locale.ROOT);
        if (verb.equals("DATA")) {
          say(out, "354 go on");
          take(in);
          say(out, "250 taken");
        } else if (verb.equals("QUIT")) {
          say(out, "221 bye");
          return;
        } else {
          say(out, verb.equals("EHLO") ? "250-sink\r\n250-8BITMIME\r\n250 PIPELINING" : "250 fine");
        }
      }
    } catch (IOException e) {
      // The desk was killed; what it had not finished it sends again.
    }
  }

  private void take(BufferedInputStream in) throws IOException {
    for (String line = line(in); !line.equals("."); line = line(in)) {
      if (line.regionMatches(true, 0, "Message-ID:", 0, 11)) {
        String id = line.substring(11).trim();
        ids.add(id.isEmpty() ? line(in).trim() : id);
      }
    }
    mails.incrementAndGet();
  }

  private static void say(OutputStream out, String line) throws IOException {
    out.write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
    out.flush();
  }

  /** Without its end; empty lines of a mail come as one blank, the end of the stream as nothing. */
  private static String line(BufferedInputStream in) throws IOException {
    StringBuilder line = new StringBuilder(80);
    for (int c = in.read(); c >= 0; c = in.read()) {
      if (c == '\n') {
        return line.length() == 0 ? " " : line.toString();
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return "";
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
