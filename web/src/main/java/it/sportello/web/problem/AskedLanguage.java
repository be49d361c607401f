package it.sportello.web.problem;

import it.sportello.contacts.Language;
import jakarta.ws.rs.core.HttpHeaders;

/** The language of a request that nobody has signed in for. */
public final class AskedLanguage {
  private AskedLanguage() {}

  /** The first of Accept-Language that the desk speaks; Italian where none is. */
  public static Language of(HttpHeaders headers) {
    return headers.getAcceptableLanguages().stream()
        .filter(asked -> asked.getLanguage().matches("it|en"))
        .findFirst()
        .map(Language::of)
        .orElse(Language.IT);
  }
}
