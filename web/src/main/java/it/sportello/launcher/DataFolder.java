package it.sportello.launcher;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

/**
 * The folder of all that is kept, held by one launcher at a time; the lock ends with the process
 * that holds it.
 */
final class DataFolder implements AutoCloseable {

  /**
   * A run that was just told to stop may need as long to come to rest and write its archive of
   * classes.
   */
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final FileChannel channel;

  private DataFolder(FileChannel channel) {
    this.channel = channel;
  }

  static DataFolder hold(Path folder) throws IOException {
    Files.createDirectories(folder);
    FileChannel channel =
        FileChannel.open(
            folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    long end = System.nanoTime() + PATIENCE.toNanos();
    boolean said = false;
    while (!locks(channel)) {
      if (System.nanoTime() > end) {
        channel.close();
        throw new LaunchFailure(
            "Another Sportello uses "
                + folder
                + ": stop it, or set SPORTELLO_DATA to another folder.");
      }
      if (!said) {
        System.out.println("Waiting for the Sportello that uses " + folder + " to end …");
        said = true;
      }
      Waiting.aMoment();
    }
    return new DataFolder(channel);
  }

  private static boolean locks(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
