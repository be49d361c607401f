package it.sportello.web.pages;

import it.sportello.ticketing.AttachmentId;
import it.sportello.ticketing.Attachments;
import it.sportello.ticketing.Blob;
import it.sportello.ticketing.Blobs;
import it.sportello.ticketing.MediaTypes;
import it.sportello.ticketing.TooLarge;
import it.sportello.ticketing.Upload;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The files that come with a form, stored before the message that names them: when the message
 * cannot be written they wait, and go with the next try.
 */
@RequestScoped
public class ReplyFiles {
  static final int MOST = 10;
  static final long LARGEST = 50L * 1024 * 1024;

  private static final String KEY = "[0-9a-f-]{36}\\.[0-9]{1,3}\\.[0-9a-f]{16}";

  @Inject Page page;
  @Inject Params params;
  @Inject HttpServletRequest request;
  @Inject Blobs blobs;
  @Inject Attachments attachments;

  /** By the key under which each was stored, what it is called. */
  private final Map<String, String> kept = new LinkedHashMap<>();

  private final List<AttachmentId> ids = new ArrayList<>();
  private final List<String> trouble = new ArrayList<>();

  /** One that is stored and goes with the next try. */
  public record Waiting(String key, String name) {}

  /**
   * Takes what has come now, after what came with an earlier try.
   *
   * @param owner the source of the message that will name them
   */
  void take(String owner, String formKey) {
    earlier(owner);
    try {
      for (Part part : parts()) {
        take(owner, formKey, part);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void earlier(String owner) {
    List<String> keys =
        params.all("kept").stream().filter(key -> key.matches(KEY)).limit(MOST).toList();
    Map<String, AttachmentId> known = attachments.byKeys(owner, keys);
    for (String key : keys) {
      if (known.containsKey(key) && kept.put(key, params.text("name." + key)) == null) {
        ids.add(known.get(key));
      }
    }
  }

  private void take(String owner, String formKey, Part part) throws IOException {
    String name = part.getSubmittedFileName();
    if (kept.size() >= MOST) {
      trouble.add(page.words().say("mo.files.many", MOST));
      return;
    }
    try (InputStream bytes = part.getInputStream()) {
      Blob blob = blobs.put(bytes, LARGEST);
      if (blob.size() == 0) {
        trouble.add(page.words().say("mo.files.empty", name));
        return;
      }
      String type = MediaTypes.recognise(blobs.head(blob.sha256())).orElse(MediaTypes.UNKNOWN);
      // The same file twice in one form is one; sent twice by a double click it is one too.
      String key = formKey + "." + blob.size() % 1000 + "." + blob.sha256().substring(0, 16);
      if (kept.put(key, name) == null) {
        ids.add(attachments.keep(new Upload(owner, key, name, type, blob)));
      }
    } catch (TooLarge e) {
      trouble.add(page.words().say("mo.files.large", name, LARGEST / 1024 / 1024));
    }
  }

  private List<Part> parts() throws IOException {
    String type = request.getContentType();
    if (type == null || !type.startsWith("multipart/form-data")) {
      return List.of();
    }
    try {
      return request.getParts().stream()
          .filter(part -> part.getName().equals("file"))
          .filter(part -> part.getSubmittedFileName() != null)
          .filter(part -> !part.getSubmittedFileName().isBlank())
          .toList();
    } catch (ServletException | IllegalStateException e) {
      trouble.add(page.words().say("mo.files.all", LARGEST / 1024 / 1024));
      return List.of();
    }
  }

  List<AttachmentId> ids() {
    return List.copyOf(ids);
  }

  /** In words; empty when every file was taken. */
  List<String> trouble() {
    return trouble;
  }

  List<Waiting> waiting() {
    return kept.entrySet().stream().map(e -> new Waiting(e.getKey(), e.getValue())).toList();
  }
}
