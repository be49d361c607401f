package it.sportello.ticketing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Optional;
import java.util.Set;

/**
 * What a file is by its first bytes, whatever it is called. Only kinds that browsers show without
 * running anything in them have a name; all else is {@link #UNKNOWN} and is only ever downloaded.
 */
public final class MediaTypes {
  public static final String UNKNOWN = "application/octet-stream";

  /** How many bytes of the beginning are enough. */
  public static final int HEAD = 4096;

  private static final Set<String> PICTURES_AND_VIDEOS =
      Set.of("image/png", "image/jpeg", "image/webp", "video/mp4", "video/webm");

  /** Major brands of the MP4 family that browsers play (ISO/IEC 14496-12, mp4ra.org). */
  private static final Set<String> MP4_BRANDS =
      Set.of(
          "isom", "iso2", "iso3", "iso4", "iso5", "iso6", "mp41", "mp42", "avc1", "dash", "M4V ",
          "M4VH", "M4VP", "mmp4", "MSNV", "f4v ", "qt  ", "3gp4", "3gp5", "3gp6", "3g2a");

  private MediaTypes() {}

  /** Empty when it is none that we know. */
  public static Optional<String> recognise(byte[] head) {
    String bytes = new String(head, 0, Math.min(head.length, HEAD), ISO_8859_1);
    if (bytes.startsWith("\u0089PNG\r\n\u001a\n")) {
      return Optional.of("image/png");
    }
    if (bytes.startsWith("\u00ff\u00d8\u00ff")) {
      return Optional.of("image/jpeg");
    }
    if (bytes.startsWith("GIF87a") || bytes.startsWith("GIF89a")) {
      return Optional.of("image/gif");
    }
    if (bytes.startsWith("RIFF") && bytes.startsWith("WEBPVP8", 8)) {
      return Optional.of("image/webp");
    }
    if (bytes.startsWith("ftyp", 4)) {
      return isoMedia(bytes);
    }
    if (bytes.startsWith("\u001aE\u00df\u00a3")) {
      return matroska(bytes);
    }
    return bytes.startsWith("%PDF-") ? Optional.of("application/pdf") : Optional.empty();
  }

  /** What the form takes: PNG, JPEG, WebP, MP4 and WebM; empty for anything else. */
  public static Optional<String> pictureOrVideo(byte[] head) {
    return recognise(head).filter(PICTURES_AND_VIDEOS::contains);
  }

  /** HEIC and AVIF pictures have the same box with other brands, and are not taken for a video. */
  private static Optional<String> isoMedia(String bytes) {
    boolean mp4 = bytes.length() >= 12 && MP4_BRANDS.contains(bytes.substring(8, 12));
    return mp4 ? Optional.of("video/mp4") : Optional.empty();
  }

  /** The element DocType (RFC 8794 section 11.2.6), whose id is 42 82, says which of the family. */
  private static Optional<String> matroska(String bytes) {
    int docType = bytes.indexOf("\u0042\u0082");
    boolean webm = docType > 0 && bytes.startsWith("\u0084webm", docType + 2);
    return webm ? Optional.of("video/webm") : Optional.empty();
  }
}
