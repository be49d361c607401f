package it.sportello.web.widget;

import jakarta.json.Json;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/**
 * The form's script: its parts in one file, inside one function, under one ETag. Any page may load
 * it; what it may do is decided by the calls it makes.
 */
@WebServlet("/widget/sportello.js")
public class WidgetScript extends HttpServlet {
  private static final long serialVersionUID = 1L;
  private static final List<String> PARTS =
      List.of(
          "ground", "words", "desk", "drafts", "fields", "capture", "uploads", "form", "dialog",
          "start");

  private transient byte[] plain;
  private transient byte[] zipped;
  private String etag;

  @Override
  public void init() {
    plain = text().getBytes(StandardCharsets.UTF_8);
    zipped = zip(plain);
    etag = '"' + sha256(plain).substring(0, 32) + '"';
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setHeader("Cache-Control", "public, max-age=300");
    response.setHeader("ETag", etag);
    response.setHeader("Vary", "Accept-Encoding");
    response.setHeader("Access-Control-Allow-Origin", "*");
    response.setHeader("Cross-Origin-Resource-Policy", "cross-origin");
    if (etag.equals(request.getHeader("If-None-Match"))) {
      response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
      return;
    }
    String encodings = request.getHeader("Accept-Encoding");
    boolean zip = encodings != null && encodings.contains("gzip");
    if (zip) {
      response.setHeader("Content-Encoding", "gzip");
    }
    response.setContentType("text/javascript; charset=utf-8");
    response.setContentLength(zip ? zipped.length : plain.length);
    response.getOutputStream().write(zip ? zipped : plain);
  }

  /** The whole script; the style sheet is a text in it, for a page may forbid style elements. */
  static String text() {
    StringBuilder script = new StringBuilder("(() => {\n\"use strict\";\nconst STYLE = ");
    script.append(Json.createValue(part("sportello.css"))).append(";\n");
    for (String name : PARTS) {
      script.append(part(name + ".js")).append('\n');
    }
    return script.append("})();\n").toString();
  }

  private static String part(String name) {
    try (InputStream stream = WidgetScript.class.getResourceAsStream(name)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] zip(byte[] bytes) {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return zipped.toByteArray();
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
