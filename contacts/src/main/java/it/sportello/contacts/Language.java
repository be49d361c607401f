package it.sportello.contacts;

import java.util.Locale;

/** The languages the desk speaks to people. */
public enum Language {
  IT(Locale.ITALIAN),
  EN(Locale.ENGLISH);

  private final Locale locale;

  Language(Locale locale) {
    this.locale = locale;
  }

  public Locale locale() {
    return locale;
  }

  /** Italian for {@code it} and its regions, English for all else. */
  public static Language of(Locale locale) {
    return "it".equals(locale.getLanguage()) ? IT : EN;
  }
}
