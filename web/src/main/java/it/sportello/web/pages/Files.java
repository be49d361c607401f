package it.sportello.web.pages;

import it.sportello.contacts.Audit;
import it.sportello.contacts.Caller;
import it.sportello.ticketing.AttachmentId;
import it.sportello.ticketing.AttachmentNotFound;
import it.sportello.ticketing.Attachments;
import it.sportello.ticketing.Blobs;
import it.sportello.ticketing.Content;
import it.sportello.web.security.CurrentCaller;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * Attachments, for those who may see their ticket. Pictures and videos, known by their content, are
 * shown in place; anything else is only ever saved, and nothing runs in either. One range of bytes
 * is answered (RFC 9110 section 14), so that a video can be wound.
 */
@WebServlet(name = "files", urlPatterns = "/files/*")
public class Files extends HttpServlet {
  private static final long serialVersionUID = 1L;

  static final Set<String> SHOWN =
      Set.of("image/png", "image/jpeg", "image/webp", "image/gif", "video/mp4", "video/webm");

  @Inject transient CurrentCaller who;
  @Inject transient Attachments attachments;
  @Inject transient Blobs blobs;
  @Inject transient Audit audit;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String path = request.getPathInfo() == null ? "" : request.getPathInfo();
    if (!path.matches("/[0-9]{1,18}")) {
      response.sendError(HttpServletResponse.SC_NOT_FOUND);
      return;
    }
    try {
      AttachmentId id = new AttachmentId(Long.parseLong(path.substring(1)));
      Content content = attachments.content(who.scope(), id);
      if (who.caller() instanceof Caller.Staff) {
        audit.record(who.scope(), "attachment.view", "attachment:" + id.value());
      }
      send(content, request, response);
    } catch (AttachmentNotFound e) {
      response.sendError(HttpServletResponse.SC_NOT_FOUND);
    }
  }

  private void send(Content file, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String tag = '"' + file.sha256() + '"';
    describe(file, response, tag);
    if (tag.equals(request.getHeader("If-None-Match"))) {
      response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
      return;
    }
    String condition = request.getHeader("If-Range");
    boolean wantsPart = condition == null || condition.equals(tag);
    ByteRange range = ByteRange.of(wantsPart ? request.getHeader("Range") : null, file.size());
    if (range.beyond()) {
      response.setHeader("Content-Range", "bytes */" + file.size());
      response.setStatus(HttpServletResponse.SC_REQUESTED_RANGE_NOT_SATISFIABLE);
      return;
    }
    if (range.part()) {
      response.setStatus(HttpServletResponse.SC_PARTIAL_CONTENT);
      response.setHeader("Content-Range", range.header(file.size()));
    }
    response.setContentLengthLong(range.length());
    if (!"HEAD".equals(request.getMethod())) {
      copy(file, range, response.getOutputStream());
    }
  }

  private static void describe(Content file, HttpServletResponse response, String tag) {
    boolean shown = SHOWN.contains(file.mediaType());
    response.setContentType(shown ? file.mediaType() : "application/octet-stream");
    response.setHeader(
        "Content-Disposition", (shown ? "inline" : "attachment") + named(file.name()));
    response.setHeader(
        "Content-Security-Policy",
        "default-src 'none'; img-src 'self'; media-src 'self'; style-src 'unsafe-inline'; sandbox");
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("Cache-Control", "private, no-cache");
    response.setHeader("Accept-Ranges", "bytes");
    response.setHeader("ETag", tag);
  }

  /** RFC 6266: a plain name for old readers, the real one for all others. */
  private static String named(String name) {
    String plain = name.replaceAll("[^A-Za-z0-9._ -]", "_");
    String real = URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    return "; filename=\"" + plain + "\"; filename*=UTF-8''" + real.replace("*", "%2A");
  }

  private void copy(Content file, ByteRange range, OutputStream out) throws IOException {
    try (InputStream bytes = blobs.open(file.sha256(), range.from())) {
      byte[] some = new byte[64 * 1024];
      long left = range.length();
      int read;
      while (left > 0 && (read = bytes.read(some, 0, (int) Math.min(some.length, left))) > 0) {
        out.write(some, 0, read);
        left -= read;
      }
    }
  }
}
