package it.sportello.contacts;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A registered person.
 *
 * @param platforms the kinds, by platform
 * @param addresses confirmed addresses, the first one preferred; never empty
 * @param phones E.164
 */
public record Contact(
    ContactId id,
    String name,
    Language language,
    Map<PlatformId, Set<ContactKind>> platforms,
    List<EmailAddress> addresses,
    List<String> phones) {}
