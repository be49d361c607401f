package it.sportello.notifications;

import it.sportello.ticketing.Content;
import it.sportello.ticketing.MediaTypes;
import jakarta.mail.internet.ContentDisposition;
import jakarta.mail.internet.ParameterList;

/**
 * A file within a mail.
 *
 * @param head the header of its part, as it is sent
 * @param sha256 of its bytes, which stay where they are until it is sent
 */
record Enclosure(String head, long size, String sha256) {
  /** A name is data: RFC 2231 for what is not plain, and no line end begins a field of its own. */
  static Enclosure of(Content file) {
    ParameterList named = new ParameterList();
    named.set("filename", harmless(file.name()), "UTF-8");
    String type =
        file.mediaType().matches("[a-z]{1,20}/[a-z0-9.+-]{1,80}")
            ? file.mediaType()
            : MediaTypes.UNKNOWN;
    String head =
        "Content-Type: "
            + type
            + "\r\nContent-Transfer-Encoding: base64\r\nContent-Disposition: "
            + new ContentDisposition("attachment", named)
            + "\r\n";
    return new Enclosure(head, file.size(), file.sha256());
  }

  /**
   * Half a pair of surrogates is no character and has no bytes; what looks like an encoded word
   * would be decoded by some and not by others.
   */
  private static String harmless(String name) {
    String shown =
        name.replaceAll("[\\p{Cntrl}\\u0085\\u2028-\\u202e\\u2066-\\u2069\\\\/]+", " ").strip();
    String whole = shown.replaceAll("[\\ud800-\\udfff]", "?").replace("=?", "=_");
    return whole.isEmpty() ? "file" : whole;
  }
}
