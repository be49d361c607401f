package it.sportello.notifications.proof;

import java.io.IOException;
import java.io.InputStream;

/** Ends every line with CR LF, as it was when it was signed: some hand mails over with LF alone. */
final class CrLf extends InputStream {
  private final InputStream source;
  private int last;
  private int held = -1;

  CrLf(InputStream source) {
    this.source = source;
  }

  @Override
  public int read() throws IOException {
    if (held >= 0) {
      last = held;
      held = -1;
      return last;
    }
    int c = source.read();
    if (c == '\n' && last != '\r') {
      held = c;
      last = '\r';
      return '\r';
    }
    last = c;
    return c;
  }
}
