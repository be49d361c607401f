package it.sportello.contacts;

import java.util.Set;

/**
 * A person of one platform, as a list that can be changed shows them.
 *
 * @param version to be brought along by who changes it
 * @param elsewhere registered for other platforms too
 */
public record ContactView(
    Contact contact, Set<ContactKind> kinds, long version, boolean elsewhere) {}
