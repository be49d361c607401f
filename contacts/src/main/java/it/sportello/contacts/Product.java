package it.sportello.contacts;

import java.util.List;

/**
 * A product of the vendor's that shows the form in its pages.
 *
 * @param origins the web origins that may call the form's API, such as {@code
 *     https://app.example.com}
 * @param jwkSet the public keys that verify its tokens, RFC 7517
 */
public record Product(
    String id,
    String name,
    List<String> origins,
    String jwkSet,
    List<ReferenceField> referenceFields) {

  /**
   * One field of what a request can be about.
   *
   * @param pattern a regular expression that a value matches whole
   */
  public record ReferenceField(String key, String labelIt, String labelEn, String pattern) {
    public String label(Language language) {
      return language == Language.IT ? labelIt : labelEn;
    }
  }
}
