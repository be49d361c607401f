package it.sportello.web.pages;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** One browser that listens. Writing never waits: a reader that does not keep up is let go. */
final class LiveReader implements WriteListener {
  private final AsyncContext context;
  private final ServletOutputStream out;
  private final String session;

  /**
   * @param session the secret of the session that it listens by
   */
  LiveReader(AsyncContext context, String session) throws IOException {
    this.context = context;
    this.session = session;
    this.out = context.getResponse().getOutputStream();
    this.out.setWriteListener(this);
  }

  String session() {
    return session;
  }

  /** Whether the reader is still there and has taken what it was told before. */
  synchronized boolean tell(String event) {
    try {
      if (!out.isReady()) {
        return false;
      }
      out.write(event.getBytes(StandardCharsets.UTF_8));
      if (out.isReady()) {
        out.flush();
      }
      return true;
    } catch (IOException | RuntimeException gone) {
      return false;
    }
  }

  void end() {
    try {
      context.complete();
    } catch (IllegalStateException over) {
      // It has ended by itself.
    }
  }

  @Override
  public void onWritePossible() {
    // What is told is small and told at once; there is nothing to catch up on.
  }

  @Override
  public void onError(Throwable gone) {
    end();
  }
}
