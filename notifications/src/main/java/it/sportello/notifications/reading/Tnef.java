package it.sportello.notifications.reading;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.poi.hmef.Attachment;
import org.apache.poi.hmef.HMEFMessage;
import org.apache.poi.hmef.attribute.MAPIAttribute;
import org.apache.poi.hmef.attribute.MAPIStringAttribute;
import org.apache.poi.hmef.attribute.TNEFAttribute;
import org.apache.poi.hsmf.datatypes.MAPIProperty;

/**
 * What lies in a {@code winmail.dat} (MS-OXTNEF), as Outlook sends it to whom it takes for one of
 * its own. It is opened once: what lies in it is never opened again.
 *
 * @param text of the letter; empty when it holds none
 * @param html likewise
 * @param rtf likewise, for when there is nothing else
 */
record Tnef(List<Part> parts, String text, String html, byte[] rtf) {
  /** Beyond it stays closed. */
  static final int LARGEST = 10 * 1024 * 1024;

  private static final int LARGEST_RTF = 256 * 1024;

  static {
    TNEFAttribute.setMaxRecordLength(LARGEST);
    MAPIAttribute.setMaxRecordLength(LARGEST);
  }

  /** One attachment. */
  record Part(String name, byte[] content) {}

  /**
   * @throws IOException when it is not what it says
   */
  static Tnef open(byte[] bytes) throws IOException {
    try {
      HMEFMessage message = new HMEFMessage(new ByteArrayInputStream(bytes));
      return new Tnef(
          parts(message),
          text(message.getMessageMAPIAttribute(MAPIProperty.BODY)),
          text(message.getMessageMAPIAttribute(MAPIProperty.BODY_HTML)),
          rtf(message));
    } catch (RuntimeException e) {
      throw new IOException("no TNEF", e);
    }
  }

  boolean isEmpty() {
    return parts.isEmpty() && text.isBlank() && html.isBlank() && rtf.length == 0;
  }

  private static List<Part> parts(HMEFMessage message) {
    List<Part> parts = new ArrayList<>();
    for (Attachment attachment : message.getAttachments()) {
      parts.add(new Part(name(attachment), content(attachment)));
    }
    return parts;
  }

  private static String name(Attachment attachment) {
    String name = attachment.getLongFilename();
    name = name == null || name.isBlank() ? attachment.getFilename() : name;
    return name == null ? "" : name.replace("\0", "").strip();
  }

  /** A message within, and other objects, have none that is bytes. */
  private static byte[] content(Attachment attachment) {
    try {
      byte[] content = attachment.getContents();
      return content == null ? new byte[0] : content;
    } catch (IllegalArgumentException e) {
      return new byte[0];
    }
  }

  private static String text(MAPIAttribute attribute) {
    if (attribute == null) {
      return "";
    }
    String text =
        attribute instanceof MAPIStringAttribute string
            ? string.getDataString()
            : new String(attribute.getData(), StandardCharsets.UTF_8);
    return text == null ? "" : text.replace("\0", "");
  }

  /** It is packed: a small one may be nine times as large. */
  private static byte[] rtf(HMEFMessage message) {
    MAPIAttribute packed = message.getMessageMAPIAttribute(MAPIProperty.RTF_COMPRESSED);
    if (packed == null || packed.getData().length > LARGEST_RTF) {
      return new byte[0];
    }
    String rtf = message.getBody();
    return rtf == null ? new byte[0] : rtf.getBytes(StandardCharsets.ISO_8859_1);
  }
}
