package it.sportello.entitlements;

import java.util.ArrayList;
import java.util.List;

/**
 * The ledger of a ticket as one story. What came in by a merge stands in the ledger before the
 * merge; in the story it stands where it happened. Both keep their own order, which is the one in
 * which they became known.
 */
final class Story {
  private Story() {}

  static List<Fact> of(List<Fact> ledger) {
    List<Fact> story = new ArrayList<>();
    List<Fact> cameIn = new ArrayList<>();
    for (Fact fact : ledger) {
      if (!fact.own()) {
        cameIn.add(fact);
        continue;
      }
      if (!cameIn.isEmpty()) {
        story = woven(story, cameIn);
        cameIn = new ArrayList<>();
      }
      story.add(fact);
    }
    return story;
  }

  /** At the same instant the own fact comes first. */
  private static List<Fact> woven(List<Fact> own, List<Fact> other) {
    List<Fact> woven = new ArrayList<>(own.size() + other.size());
    int next = 0;
    for (Fact fact : own) {
      while (next < other.size() && other.get(next).at().isBefore(fact.at())) {
        woven.add(other.get(next++));
      }
      woven.add(fact);
    }
    woven.addAll(other.subList(next, other.size()));
    return woven;
  }
}
