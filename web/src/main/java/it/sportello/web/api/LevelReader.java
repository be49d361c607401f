package it.sportello.web.api;

import it.sportello.entitlements.LevelDraft;
import it.sportello.entitlements.Targets;
import it.sportello.ticketing.Channel;
import it.sportello.ticketing.Priority;
import it.sportello.ticketing.Severity;
import jakarta.json.JsonObject;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads the body of a new version of a level. */
final class LevelReader {
  static final Set<String> FIELDS =
      Set.of(
          "nameIt",
          "nameEn",
          "from",
          "channels",
          "calendar",
          "phoneCalendar",
          "targets",
          "bySeverity",
          "priorities",
          "correction");
  static final Set<String> TARGETS = Set.of("takeInCharge", "answer", "nextAnswer", "resolution");
  private static final Set<String> SEVERITIES =
      Arrays.stream(Severity.values()).map(Enum::name).collect(Collectors.toUnmodifiableSet());

  private LevelReader() {}

  static LevelDraft draft(String code, JsonObject object) {
    var fields = new JsonFields(object, FIELDS);
    var own = fields.inside("bySeverity", SEVERITIES);
    var urgent = fields.inside("priorities", SEVERITIES);
    Map<Severity, Targets> bySeverity = new EnumMap<>(Severity.class);
    Map<Severity, Priority> priorities = new EnumMap<>(Severity.class);
    for (var severity : Severity.values()) {
      var targets = targets(own.inside(severity.name(), TARGETS));
      if (!targets.isEmpty()) {
        bySeverity.put(severity, targets);
      }
      priorities.put(severity, urgent.oneOf(Priority.class, severity.name(), Priority.P4));
    }
    var draft =
        new LevelDraft(
            code,
            fields.text("nameIt").strip(),
            fields.text("nameEn").strip(),
            fields.dateNeeded("from"),
            fields.someOf(Channel.class, "channels"),
            fields.textNeeded("calendar"),
            Optional.of(fields.text("phoneCalendar").strip()).filter(name -> !name.isEmpty()),
            targets(fields.inside("targets", TARGETS)),
            bySeverity,
            priorities,
            fields.text("correction").strip());
    fields.refuseFaults();
    return draft;
  }

  private static Targets targets(JsonFields fields) {
    return new Targets(
        fields.duration("takeInCharge"),
        fields.duration("answer"),
        fields.duration("nextAnswer"),
        fields.duration("resolution"));
  }
}
