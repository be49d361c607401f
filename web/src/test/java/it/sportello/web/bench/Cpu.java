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
    return LongStream.concat(LongStream.of(pid), below).map(Cpu::ticks).sum() * MILLIS_PER_TICK;
  }

  /** utime, stime, cutime and cstime; 0 for a process that has just gone. */
  private static long ticks(long pid) {
    try {
      String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
      return Stream.of(fields).skip(11).limit(4).mapToLong(Long::parseLong).sum();
    } catch (IOException e) {
      return 0;
    }
  }
}
