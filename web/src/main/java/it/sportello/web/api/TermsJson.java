package it.sportello.web.api;

import it.sportello.contacts.Contacts;
import it.sportello.entitlements.CalendarEdition;
import it.sportello.entitlements.CalendarYear;
import it.sportello.entitlements.ContractView;
import it.sportello.entitlements.LevelEdition;
import it.sportello.entitlements.Targets;
import it.sportello.entitlements.calendar.CalendarRules;
import it.sportello.entitlements.calendar.Closing;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonBuilderFactory;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.spi.JsonProvider;
import java.time.DayOfWeek;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Levels, contracts and calendars as programs see them. Dates are of Europe/Rome, working time is
 * as ISO 8601 writes it; what is not promised or not there is left out.
 */
@ApplicationScoped
class TermsJson {
  private static final JsonBuilderFactory JSON =
      JsonProvider.provider().createBuilderFactory(Map.of());

  @Inject Contacts contacts;

  static String levels(List<LevelEdition> editions) {
    return list("versions", editions, TermsJson::edition);
  }

  static String level(LevelEdition edition) {
    return edition(edition).build().toString();
  }

  static String calendars(List<CalendarEdition> editions) {
    return list("versions", editions, TermsJson::edition);
  }

  static String calendar(CalendarEdition edition) {
    return edition(edition).build().toString();
  }

  /** Only the days that are not as the week has them: each with its reason. */
  static String year(CalendarYear year) {
    var closed = JSON.createArrayBuilder();
    for (var day : year.days()) {
      day.reason().ifPresent(reason -> closed.add(closing(day, reason)));
    }
    var json =
        JSON.createObjectBuilder()
            .add("code", year.code())
            .add("year", year.year())
            .add("closings", closed);
    year.confirmed().ifPresent(at -> json.add("confirmed", at.toString()));
    return json.build().toString();
  }

  String contracts(List<ContractView> versions) {
    return list("versions", versions, this::contract);
  }

  private static <T> String list(String name, List<T> all, Function<T, JsonObjectBuilder> shape) {
    var array = JSON.createArrayBuilder();
    all.forEach(one -> array.add(shape.apply(one)));
    return JSON.createObjectBuilder().add(name, array).build().toString();
  }

  private static JsonObjectBuilder edition(LevelEdition edition) {
    var channels = JSON.createArrayBuilder();
    edition.level().channels().stream().sorted().forEach(c -> channels.add(c.name()));
    var json =
        JSON.createObjectBuilder()
            .add("version", edition.level().version())
            .add("code", edition.level().code())
            .add("nameIt", edition.level().nameIt())
            .add("nameEn", edition.level().nameEn())
            .add("from", edition.from().toString());
    edition.until().ifPresent(until -> json.add("until", until.toString()));
    json.add("current", edition.current())
        .add("channels", channels)
        .add("calendar", edition.calendar());
    edition.phoneCalendar().ifPresent(phone -> json.add("phoneCalendar", phone));
    var own = JSON.createObjectBuilder();
    new TreeMap<>(edition.bySeverity()).forEach((s, t) -> own.add(s.name(), targets(t)));
    var priorities = JSON.createObjectBuilder();
    new TreeMap<>(edition.priorities()).forEach((s, p) -> priorities.add(s.name(), p.name()));
    return json.add("targets", targets(edition.level().targets()))
        .add("bySeverity", own)
        .add("priorities", priorities)
        .add("made", edition.madeAt().toString())
        .add("correction", edition.correction());
  }

  private static JsonObjectBuilder targets(Targets targets) {
    var json = JSON.createObjectBuilder();
    target(json, "takeInCharge", targets.takeInCharge());
    target(json, "answer", targets.answer());
    target(json, "nextAnswer", targets.nextAnswer());
    target(json, "resolution", targets.resolution());
    return json;
  }

  private static void target(JsonObjectBuilder json, String name, Optional<Duration> target) {
    target.ifPresent(t -> json.add(name, t.toString()));
  }

  private static JsonObjectBuilder edition(CalendarEdition edition) {
    var json =
        JSON.createObjectBuilder()
            .add("version", edition.version())
            .add("code", edition.code())
            .add("nameIt", edition.nameIt())
            .add("nameEn", edition.nameEn())
            .add("from", edition.from().toString());
    edition.until().ifPresent(until -> json.add("until", until.toString()));
    json.add("current", edition.current());
    rules(json, edition.rules());
    return json.add("made", edition.madeAt().toString()).add("correction", edition.correction());
  }

  private static void rules(JsonObjectBuilder json, CalendarRules rules) {
    var openings = JSON.createArrayBuilder();
    for (var day : DayOfWeek.values()) {
      for (var opening : rules.openings(day)) {
        openings.add(
            JSON.createObjectBuilder()
                .add("day", day.name())
                .add("from", opening.from().toString())
                .add("to", opening.to().toString()));
      }
    }
    JsonArrayBuilder yearly = JSON.createArrayBuilder();
    new TreeMap<>(rules.yearly())
        .forEach((day, closing) -> yearly.add(closing(day.toString().substring(2), closing)));
    JsonArrayBuilder single = JSON.createArrayBuilder();
    new TreeMap<>(rules.single())
        .forEach((date, closing) -> single.add(closing(date.toString(), closing)));
    json.add("zone", rules.zone().getId());
    rules.country().ifPresent(country -> json.add("country", country));
    json.add("openings", openings).add("yearly", yearly).add("single", single);
  }

  private static JsonObjectBuilder closing(String date, Closing closing) {
    return JSON.createObjectBuilder()
        .add("date", date)
        .add("from", closing.at().toString())
        .add("reason", closing.reason());
  }

  private static JsonObjectBuilder closing(CalendarYear.Day day, String reason) {
    var hours = JSON.createArrayBuilder();
    for (var opening : day.hours()) {
      hours.add(
          JSON.createObjectBuilder()
              .add("from", opening.from().toString())
              .add("to", opening.to().toString()));
    }
    return JSON.createObjectBuilder()
        .add("date", day.date().toString())
        .add("reason", reason)
        .add("hours", hours);
  }

  private JsonObjectBuilder contract(ContractView contract) {
    var json =
        JSON.createObjectBuilder()
            .add("contract", contract.contract())
            .add("version", contract.version());
    contacts
        .platform(contract.platform())
        .ifPresent(platform -> json.add("platform", platform.code().value()));
    json.add("level", contract.terms().level())
        .add("baseLevel", contract.terms().baseLevel())
        .add("from", contract.terms().from().toString());
    contract.terms().to().ifPresent(to -> json.add("to", to.toString()));
    json.add("graceDays", contract.terms().graceDays())
        .add("state", contract.state().name())
        .add("made", contract.madeAt().toString());
    contract.superseded().ifPresent(at -> json.add("superseded", at.toString()));
    return json.add("correction", contract.correction());
  }
}
