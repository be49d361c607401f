package it.sportello.launcher;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Looks at ports before anything is started, so that a taken one is a sentence and not half a desk.
 */
final class Ports {

  private Ports() {}

  static int free() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /**
   * Throws unless every port can be listened on; the sentence names all that are taken and their
   * settings.
   */
  static void requireFree(String address, Map<String, Integer> portsBySetting) {
    String taken =
        portsBySetting.entrySet().stream()
            .filter(entry -> isTaken(address, entry.getValue()))
            .map(entry -> entry.getValue() + " (" + entry.getKey() + ")")
            .sorted()
            .collect(Collectors.joining(", "));
    if (taken.isEmpty()) {
      return;
    }
    throw new LaunchFailure(
        "Another program listens on port "
            + taken
            + ": stop it, or set another port by the variable in brackets.");
  }

  private static boolean isTaken(String address, int port) {
    if (port == 0) {
      return false;
    }
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(address, port));
      return false;
    } catch (IOException e) {
      return true;
    }
  }
}
