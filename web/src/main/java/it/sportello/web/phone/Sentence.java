package it.sportello.web.phone;

import it.sportello.contacts.Language;

/** What is said in one breath, in one language. */
public record Sentence(Language language, String words) {}
