package it.sportello.web.pages;

/** One entry of a list to choose from, or a box to tick. */
public record Choice(String value, String name, boolean chosen) {}
