package it.sportello.contacts;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/** Kinds of contacts in one column: their names, separated by blanks. */
final class Kinds {
  private Kinds() {}

  static Set<ContactKind> read(String names) {
    return Arrays.stream(names.split(" "))
        .filter(name -> !name.isEmpty())
        .map(ContactKind::valueOf)
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(ContactKind.class)));
  }

  static String write(Set<ContactKind> kinds) {
    return kinds.stream().sorted().map(Enum::name).collect(Collectors.joining(" "));
  }
}
