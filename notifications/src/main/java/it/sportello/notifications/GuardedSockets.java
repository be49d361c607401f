package it.sportello.notifications;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.SocketFactory;

/**
 * The sockets of one connection to a mailbox. The address that is connected to is the one that is
 * looked at, whatever name led there: where only machines of a cloud answer (link-local) nobody
 * keeps mail. Another thread can cut the line, and a trial ends at its deadline even where a server
 * drips.
 */
final class GuardedSockets extends SocketFactory {
  private final List<Socket> made = new CopyOnWriteArrayList<>();
  private final boolean ends;
  private final long end;
  private volatile boolean cut;

  /** There is no mail server at such an address. */
  static final class Forbidden extends IOException {
    private static final long serialVersionUID = 1L;
  }

  GuardedSockets() {
    this.ends = false;
    this.end = 0;
  }

  GuardedSockets(Duration longest) {
    this.ends = true;
    this.end = System.nanoTime() + longest.toNanos();
  }

  /** Whoever waits for the server gets an error at once. */
  void cut() {
    cut = true;
    made.forEach(GuardedSockets::close);
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // It is of no use any more in either case.
      return;
    }
  }

  static boolean isForbidden(InetAddress address) {
    return address.isAnyLocalAddress()
        || address.isLinkLocalAddress()
        || address.isMulticastAddress();
  }

  private boolean isOver() {
    return ends && System.nanoTime() - end > 0;
  }

  @Override
  public Socket createSocket() {
    Socket socket = new Guarded();
    made.add(socket);
    return socket;
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    return connected(new InetSocketAddress(host, port));
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress from, int fromPort)
      throws IOException {
    return connected(new InetSocketAddress(host, port));
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    return connected(new InetSocketAddress(host, port));
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort)
      throws IOException {
    return connected(new InetSocketAddress(host, port));
  }

  private Socket connected(InetSocketAddress address) throws IOException {
    Socket socket = createSocket();
    socket.connect(address);
    return socket;
  }

  private final class Guarded extends Socket {
    @Override
    public void connect(SocketAddress to) throws IOException {
      connect(to, 0);
    }

    @Override
    public void connect(SocketAddress to, int timeout) throws IOException {
      if (to instanceof InetSocketAddress address
          && !address.isUnresolved()
          && isForbidden(address.getAddress())) {
        throw new Forbidden();
      }
      setTcpNoDelay(true);
      setKeepAlive(true);
      super.connect(to, timeout);
      if (cut) {
        close();
      }
    }

    @Override
    public InputStream getInputStream() throws IOException {
      return new FilterInputStream(super.getInputStream()) {
        @Override
        public int read() throws IOException {
          refuseWhenOver();
          return super.read();
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
          refuseWhenOver();
          return super.read(bytes, offset, length);
        }
      };
    }

    private void refuseWhenOver() throws IOException {
      if (isOver()) {
        throw new SocketTimeoutException("the trial takes too long");
      }
    }
  }
}
