package it.sportello.web.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.HdrHistogram.Histogram;

/** Callers who each send the next request as soon as they have the answer to the last. */
final class Load {
  /** One exchange; the status that came back. */
  @FunctionalInterface
  interface Exchange {
    int run(Wire wire) throws IOException;
  }

  private final int port;
  private final int expected;

  /**
   * @param expected the status of a good answer; any other ends the bench
   */
  Load(int port, int expected) {
    this.port = port;
    this.expected = expected;
  }

  Outcome run(int callers, Duration length, Exchange exchange) {
    ExecutorService threads = Executors.newFixedThreadPool(callers);
    long start = System.nanoTime();
    long end = start + length.toNanos();
    try {
      List<Future<Histogram>> calls = new ArrayList<>();
      for (int i = 0; i < callers; i++) {
        calls.add(threads.submit(() -> call(end, exchange)));
      }
      Histogram all = new Histogram(3);
      for (Future<Histogram> call : calls) {
        all.add(call.get());
      }
      return new Outcome(all, Duration.ofNanos(System.nanoTime() - start));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } finally {
      threads.shutdownNow();
    }
  }

  private Histogram call(long end, Exchange exchange) {
    Histogram times = new Histogram(3);
    try (Wire wire = new Wire(port)) {
      while (System.nanoTime() < end) {
        long sent = System.nanoTime();
        int status = exchange.run(wire);
        times.recordValue((System.nanoTime() - sent) / 1_000);
        if (status != expected) {
          throw new IllegalStateException("the desk answered " + status + ": " + wire.body());
        }
      }
      return times;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * @param times in microseconds
   */
  record Outcome(Histogram times, Duration length) {
    long count() {
      return times.getTotalCount();
    }

    double perSecond() {
      return count() * 1e9 / length.toNanos();
    }

    double millis(double percentile) {
      return times.getValueAtPercentile(percentile) / 1_000.0;
    }
  }
}
