package it.sportello.web.phone;

import it.sportello.contacts.Language;
import java.io.ByteArrayOutputStream;
import java.util.List;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Writes TwiML; whatever the words hold, the document is well-formed. */
final class Twiml {
  private static final XMLOutputFactory XML = XMLOutputFactory.newFactory();
  private final XMLStreamWriter out;

  private Twiml(XMLStreamWriter out) {
    this.out = out;
  }

  /**
   * @param codeUrl where the switchboard posts the code that was asked for, also when none came
   * @param agents the number that calls are put through to
   */
  static byte[] of(PhoneStep step, String codeUrl, String agents) {
    try {
      var bytes = new ByteArrayOutputStream();
      var out = XML.createXMLStreamWriter(bytes, "UTF-8");
      out.writeStartDocument("UTF-8", "1.0");
      out.writeStartElement("Response");
      new Twiml(out).write(step, codeUrl, agents);
      out.writeEndElement();
      out.writeEndDocument();
      out.close();
      return bytes.toByteArray();
    } catch (XMLStreamException e) {
      throw new IllegalStateException(e);
    }
  }

  private void write(PhoneStep step, String codeUrl, String agents) throws XMLStreamException {
    switch (step.next()) {
      case ASK_CODE -> gather(step, codeUrl);
      case CONNECT -> {
        say(step.sentences());
        dial(agents);
        say(step.unanswered());
        out.writeEmptyElement("Hangup");
      }
      case HANG_UP -> {
        say(step.sentences());
        out.writeEmptyElement("Hangup");
      }
    }
  }

  private void gather(PhoneStep step, String codeUrl) throws XMLStreamException {
    out.writeStartElement("Gather");
    out.writeAttribute("input", "dtmf");
    out.writeAttribute("finishOnKey", "#");
    out.writeAttribute("timeout", "10");
    out.writeAttribute("actionOnEmptyResult", "true");
    out.writeAttribute("method", "POST");
    out.writeAttribute("action", codeUrl);
    say(step.sentences());
    out.writeEndElement();
  }

  private void dial(String agents) throws XMLStreamException {
    out.writeStartElement("Dial");
    out.writeAttribute("timeout", "40");
    out.writeCharacters(plain(agents));
    out.writeEndElement();
  }

  private void say(List<Sentence> sentences) throws XMLStreamException {
    for (var sentence : sentences) {
      out.writeStartElement("Say");
      out.writeAttribute("language", sentence.language() == Language.IT ? "it-IT" : "en-US");
      out.writeCharacters(plain(sentence.words()));
      out.writeEndElement();
    }
  }

  /** XML 1.0 section 2.2: most control characters cannot be written at all, not even escaped. */
  private static String plain(String text) {
    var plain = new StringBuilder(text.length());
    text.codePoints()
        .filter(
            c ->
                c == '\n'
                    || (c >= 0x20 && c <= 0xD7FF)
                    || (c >= 0xE000 && c <= 0xFFFD)
                    || c >= 0x10000)
        .forEach(plain::appendCodePoint);
    return plain.toString();
  }
}
