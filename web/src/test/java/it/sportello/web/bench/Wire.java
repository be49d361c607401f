package it.sportello.web.bench;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * One kept-alive connection that costs next to nothing: the cores belong to what is measured. When
 * the desk says that it closes the line, the next request opens another.
 */
final class Wire implements AutoCloseable {
  /** Beyond it a second packet costs nothing. */
  private static final int LARGE = 1 << 20;

  private final int port;
  private Socket socket;
  private BufferedInputStream in;
  private OutputStream out;
  private boolean closing;
  private byte[] body = new byte[0];

  Wire(int port) throws IOException {
    this.port = port;
    open();
  }

  private void open() throws IOException {
    socket = new Socket("127.0.0.1", port);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(60_000);
    in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
    out = socket.getOutputStream();
    closing = false;
  }

  private void write(byte[] request) throws IOException {
    if (closing) {
      socket.close();
      open();
    }
    out.write(request);
  }

  /**
   * @param head request line and headers but for Content-Length, each ended by CR LF
   * @return the status
   */
  int send(String head, byte[] content) throws IOException {
    String length = "Content-Length: " + content.length + "\r\n\r\n";
    byte[] start = (head + length).getBytes(StandardCharsets.ISO_8859_1);
    if (content.length > LARGE) {
      write(start);
      out.write(content);
      return answer();
    }
    byte[] request = Arrays.copyOf(start, start.length + content.length);
    System.arraycopy(content, 0, request, start.length, content.length);
    write(request);
    return answer();
  }

  int get(String head) throws IOException {
    write((head + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
    return answer();
  }

  String body() {
    return new String(body, StandardCharsets.UTF_8);
  }

  private int answer() throws IOException {
    int status = Integer.parseInt(line().split(" ")[1]);
    int length = 0;
    boolean chunked = false;
    for (String header = line(); !header.isEmpty(); header = line()) {
      if (header.regionMatches(true, 0, "Content-Length:", 0, 15)) {
        length = Integer.parseInt(header.substring(15).trim());
      } else if (header.regionMatches(true, 0, "Transfer-Encoding: chunked", 0, 26)) {
        chunked = true;
      } else if (header.equalsIgnoreCase("Connection: close")) {
        closing = true;
      }
    }
    body = chunked ? chunks() : in.readNBytes(length);
    return status;
  }

  private byte[] chunks() throws IOException {
    var all = new java.io.ByteArrayOutputStream();
    for (int size = size(); size > 0; size = size()) {
      all.write(in.readNBytes(size));
      line();
    }
    line();
    return all.toByteArray();
  }

  private int size() throws IOException {
    return Integer.parseInt(line().split(";")[0].trim(), 16);
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder(80);
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new IOException("the desk closed the line");
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
