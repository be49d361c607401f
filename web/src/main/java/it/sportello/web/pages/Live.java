package it.sportello.web.pages;

import it.sportello.web.security.Cookies;
import jakarta.inject.Inject;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * The event stream of the staff's pages (HTML Living Standard, server-sent events): numbers of
 * tickets, nothing of what is in them. A stream ends with the session that opened it, and after ten
 * minutes; then the browser comes back and proves again who it is.
 */
@WebServlet(name = "live", urlPatterns = "/live", asyncSupported = true)
public class Live extends HttpServlet {
  private static final long serialVersionUID = 1L;
  private static final long TEN_MINUTES = 600_000;

  @Inject transient LiveHub hub;
  @Inject transient Cookies cookies;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setContentType("text/event-stream");
    response.setCharacterEncoding("UTF-8");
    response.setHeader("X-Accel-Buffering", "no");
    AsyncContext context = request.startAsync();
    context.setTimeout(TEN_MINUTES);
    LiveReader reader =
        new LiveReader(context, cookies.read(request, Cookies.Kind.SESSION).orElse(""));
    context.addListener(new Leaving(hub, reader));
    if (reader.tell("retry: 2000\n\n")) {
      hub.join(reader);
    } else {
      reader.end();
    }
  }

  private record Leaving(LiveHub hub, LiveReader reader) implements AsyncListener {
    @Override
    public void onComplete(AsyncEvent event) {
      hub.leave(reader);
    }

    @Override
    public void onTimeout(AsyncEvent event) {
      reader.end();
    }

    @Override
    public void onError(AsyncEvent event) {
      hub.leave(reader);
      reader.end();
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
      // Never started anew.
    }
  }
}
