package it.sportello.notifications.words;

import it.sportello.contacts.Language;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;

/** The words that the desk comes with. */
public final class Shipped {
  private Shipped() {}

  /** Of every kind and language there are some. */
  public static Wording of(Kind kind, Language language) {
    String name = kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
    Properties properties = properties(name, language);
    Map<String, String> parts = new HashMap<>();
    properties.stringPropertyNames().forEach(key -> parts.put(key, properties.getProperty(key)));
    return Wording.of(parts);
  }

  static Properties labels(Language language) {
    return properties("labels", language);
  }

  static String text(String name) {
    try (Reader reader = open(name);
        StringWriter text = new StringWriter()) {
      reader.transferTo(text);
      return text.toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Properties properties(String name, Language language) {
    Properties properties = new Properties();
    try (Reader reader =
        open(name + "." + language.name().toLowerCase(Locale.ROOT) + ".properties")) {
      properties.load(reader);
      return properties;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Reader open(String name) {
    return new InputStreamReader(
        Shipped.class.getResourceAsStream("/it/sportello/notifications/words/" + name),
        StandardCharsets.UTF_8);
  }
}
