package it.sportello.web.api;

import it.sportello.contacts.PlatformCode;
import it.sportello.entitlements.ContractDraft;
import jakarta.json.JsonObject;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads what is asked about a contract. */
final class ContractReader {
  static final Set<String> NEW =
      Set.of("platform", "level", "baseLevel", "from", "to", "graceDays", "correction");
  static final Set<String> VERSION =
      Set.of("supersedes", "level", "baseLevel", "from", "to", "graceDays", "correction");
  static final Set<String> END = Set.of("supersedes", "to", "correction");
  static final Set<String> ANNULMENT = Set.of("supersedes", "correction");
  private static final String BASE = "email";
  private static final int MOST_GRACE = 366;

  private ContractReader() {}

  /**
   * @param platform the console number; empty for a contract that exists
   * @param supersedes the version that the caller has seen; 0 for a contract that is new
   */
  record Asked(
      Optional<PlatformCode> platform, long supersedes, ContractDraft terms, String correction) {}

  static Asked contract(JsonObject object) {
    var fields = new JsonFields(object, NEW);
    fields.textNeeded("platform");
    var platform = fields.value("platform", PlatformCode::new);
    return asked(fields, platform, 0);
  }

  static Asked version(JsonObject object) {
    var fields = new JsonFields(object, VERSION);
    return asked(fields, Optional.empty(), supersedes(fields));
  }

  /** Only the last day is asked for; the rest of the terms is that of the contract. */
  static Asked end(JsonObject object) {
    var fields = new JsonFields(object, END);
    var supersedes = supersedes(fields);
    var last = fields.dateNeeded("to");
    return whole(
        fields,
        new Asked(
            Optional.empty(),
            supersedes,
            new ContractDraft("", "", last, Optional.of(last), 0),
            fields.text("correction").strip()));
  }

  static Asked annulment(JsonObject object) {
    var fields = new JsonFields(object, ANNULMENT);
    var supersedes = supersedes(fields);
    return whole(
        fields,
        new Asked(
            Optional.empty(),
            supersedes,
            new ContractDraft("", "", LocalDate.EPOCH, Optional.empty(), 0),
            fields.text("correction").strip()));
  }

  private static Asked asked(JsonFields fields, Optional<PlatformCode> platform, long supersedes) {
    var base = fields.text("baseLevel").strip();
    var grace = fields.whole("graceDays", 0);
    if (grace < 0 || grace > MOST_GRACE) {
      fields.wrong("graceDays", "value.between", Map.of("min", 0, "max", MOST_GRACE));
    }
    var terms =
        new ContractDraft(
            fields.textNeeded("level"),
            base.isEmpty() ? BASE : base,
            fields.dateNeeded("from"),
            fields.date("to"),
            (int) grace);
    return whole(fields, new Asked(platform, supersedes, terms, fields.text("correction").strip()));
  }

  private static long supersedes(JsonFields fields) {
    var version = fields.whole("supersedes", 0);
    if (version == 0 && !fields.faulty("supersedes")) {
      fields.wrong("supersedes", "NotNull", Map.of());
    }
    return version;
  }

  private static Asked whole(JsonFields fields, Asked asked) {
    fields.refuseFaults();
    return asked;
  }
}
