package it.sportello.web.pages;

/**
 * A promise as a page says it: words first, then the thin bar, then the colour.
 *
 * @param state {@code ontime}, {@code near}, {@code late}, {@code paused}, {@code kept}, {@code
 *     missed} (kept late), {@code none}
 * @param icon the name of a symbol
 * @param words what, by when: "Risposta entro mar 11:00"
 * @param left "3 h 20 min", or how it ended
 * @param filled how much of the time is used, 0 to 100
 */
public record PromiseLine(String state, String icon, String words, String left, int filled) {}
