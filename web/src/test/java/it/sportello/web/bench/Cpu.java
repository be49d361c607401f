package it.sportello.web.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * CPU time of a process and all below it, those that have ended included. From /proc, see proc(5).
 */
final class Cpu {
  /** USER_HZ, 100 on every Linux that Java runs on. */
  private static final long MILLIS_PER_TICK = 10;

  private Cpu() {}

  static long millisOf(long pid) {
    ProcessHandle root = ProcessHandle.of(pid).orElseThrow();
    LongStream below = root.descendants().mapToLong(ProcessHandle::pid);
    return LongStream.concat(LongStream.of(pid), below)
            .mapToObj(each -> Path.of("/proc/" + each))
            .mapToLong(Cpu::ticks)
            .sum()
        * MILLIS_PER_TICK;
  }

  /** Of the threads that a process has now and whose names begin so. */
  static long millisOf(long pid, String threads) throws IOException {
    try (Stream<Path> tasks = Files.list(Path.of("/proc/" + pid + "/task"))) {
      return tasks.filter(task -> name(task).startsWith(threads)).mapToLong(Cpu::ticks).sum()
          * MILLIS_PER_TICK;
    }
  }

  private static String name(Path task) {
    try {
      return Files.readString(task.resolve("comm"));
    } catch (IOException e) {
      return "";
    }
  }

  /** utime, stime, cutime and cstime; 0 for one that has just gone. */
  private static long ticks(Path task) {
    try {
      String stat = Files.readString(task.resolve("stat"));
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
      return Stream.of(fields).skip(11).limit(4).mapToLong(Long::parseLong).sum();
    } catch (IOException e) {
      return 0;
    }
  }
}
