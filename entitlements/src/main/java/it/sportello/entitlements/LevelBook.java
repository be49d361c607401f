package it.sportello.entitlements;

import static java.util.stream.Collectors.toUnmodifiableMap;

import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** All versions of all levels, in memory: they never change, there are only more. */
final class LevelBook {
  /** What every customer has: the level of those without a contract. */
  static final String BASE = "email";

  static final LevelBook EMPTY = new LevelBook(List.of());

  private final List<LevelVersion> all;
  private final Map<Long, LevelVersion> byId;
  private final long newest;
  private final Map<String, NavigableMap<LocalDate, LevelVersion>> byCode = new HashMap<>();

  /**
   * @param versions the smallest level first; of two versions valid from one day the later wins
   */
  LevelBook(Collection<LevelVersion> versions) {
    all = List.copyOf(versions);
    byId = all.stream().collect(toUnmodifiableMap(LevelVersion::id, Function.identity()));
    newest = all.stream().mapToLong(LevelVersion::id).max().orElse(0);
    all.forEach(v -> byCode.computeIfAbsent(v.code(), c -> new TreeMap<>()).put(v.validFrom(), v));
  }

  List<LevelVersion> all() {
    return all;
  }

  long newest() {
    return newest;
  }

  boolean knows(long version) {
    return byId.containsKey(version);
  }

  LevelVersion version(long id) {
    LevelVersion version = byId.get(id);
    if (version == null) {
      throw new UnknownLevel("version " + id);
    }
    return version;
  }

  /** The version valid on the day; before the first one, the first. */
  LevelVersion on(LocalDate day, String code) {
    NavigableMap<LocalDate, LevelVersion> versions = byCode.get(code);
    if (versions == null) {
      throw new UnknownLevel(code);
    }
    var valid = versions.floorEntry(day);
    return valid == null ? versions.firstEntry().getValue() : valid.getValue();
  }

  boolean knows(String code) {
    return byCode.containsKey(code);
  }

  /**
   * The last day before another version holds; before its own first day when one of the same day
   * has replaced it, empty for the last.
   */
  Optional<LocalDate> until(LevelVersion version) {
    NavigableMap<LocalDate, LevelVersion> versions = byCode.get(version.code());
    if (!versions.get(version.validFrom()).equals(version)) {
      return Optional.of(version.validFrom().minusDays(1));
    }
    return Optional.ofNullable(versions.higherKey(version.validFrom()))
        .map(next -> next.minusDays(1));
  }

  /** The first day after {@code day} from which another version of the level holds. */
  Optional<LocalDate> nextAfter(LocalDate day, String code) {
    return Optional.ofNullable(byCode.get(code)).map(versions -> versions.higherKey(day));
  }

  List<LevelVersion> on(LocalDate day) {
    return all.stream().filter(v -> v.equals(on(day, v.code()))).toList();
  }
}
