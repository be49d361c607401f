package it.sportello.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * PostgreSQL refuses to run as root. For root this is the way around: a user namespace without a
 * mapping, in which the same files stay ours and the program sees an ordinary user; else the user
 * <em>nobody</em>.
 */
final class UnprivilegedUser {

  private static final int NOBODY = 65534;

  /** The words to put before a command; empty for an ordinary user. */
  private final List<String> prefix;

  private final boolean otherUser;

  private UnprivilegedUser(List<String> prefix, boolean otherUser) {
    this.prefix = prefix;
    this.otherUser = otherUser;
  }

  static UnprivilegedUser choose() throws IOException {
    if (!Programs.run(List.of("id", "-u")).text().equals("0")) {
      return new UnprivilegedUser(List.of(), false);
    }
    var unshare = Programs.onPath("unshare");
    if (unshare.isPresent()) {
      List<String> namespace = List.of(unshare.get().toString(), "-U");
      if (answersAsAnotherUser(namespace)) {
        return new UnprivilegedUser(namespace, false);
      }
    }
    var setpriv = Programs.onPath("setpriv");
    if (setpriv.isPresent()) {
      List<String> nobody =
          List.of(
              setpriv.get().toString(), "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups");
      if (answersAsAnotherUser(nobody)) {
        return new UnprivilegedUser(nobody, true);
      }
    }
    throw new LaunchFailure(
        "PostgreSQL does not run as root, and neither unshare nor setpriv works here: start Sportello as an ordinary"
            + " user, or set SPORTELLO_DB_URL.");
  }

  List<String> command(List<String> words) {
    List<String> whole = new ArrayList<>(prefix);
    whole.addAll(words);
    return whole;
  }

  /**
   * Hands {@code folder}, which may be new or used before, to the user and sees that it can work
   * there.
   */
  void own(Path folder, Path program) throws IOException {
    if (!otherUser) {
      return;
    }
    try (var paths = Files.walk(folder)) {
      for (Path path : (Iterable<Path>) paths::iterator) {
        Files.setAttribute(path, "unix:uid", NOBODY, java.nio.file.LinkOption.NOFOLLOW_LINKS);
        Files.setAttribute(path, "unix:gid", NOBODY, java.nio.file.LinkOption.NOFOLLOW_LINKS);
      }
    }
    String test = "test -x \"$0\" && test -w \"$1\"";
    List<String> words = List.of("sh", "-c", test, program.toString(), folder.toString());
    if (Programs.run(command(words)).exit() != 0) {
      throw new LaunchFailure(
          "PostgreSQL does not run as root, and the user nobody cannot enter "
              + folder
              + ": start Sportello as an ordinary user, or set SPORTELLO_DATA to a folder outside root's home.");
    }
  }

  private static boolean answersAsAnotherUser(List<String> prefix) throws IOException {
    List<String> words = new ArrayList<>(prefix);
    words.addAll(List.of("id", "-u"));
    var answer = Programs.run(words);
    return answer.exit() == 0 && !answer.text().equals("0");
  }
}
