package it.sportello.web.pages;

import it.sportello.entitlements.ContractDraft;
import it.sportello.entitlements.ContractView;
import java.time.LocalDate;
import java.util.Optional;

/**
 * The form of a contract, as it was typed.
 *
 * @param contract that is corrected; 0 for a new one
 * @param version that was seen
 */
public record ContractForm(
    long contract,
    long version,
    String level,
    String baseLevel,
    String from,
    String to,
    String graceDays,
    String correction) {
  static ContractForm posted(Params params) {
    return new ContractForm(
        params.number("contract").orElse(0L),
        params.number("version").orElse(0L),
        params.text("level"),
        params.text("baseLevel"),
        params.text("from"),
        params.text("to"),
        params.text("graceDays"),
        params.text("correction"));
  }

  static ContractForm blank(LocalDate today) {
    return new ContractForm(0, 0, "", "email", today.toString(), "", "0", "");
  }

  static ContractForm of(ContractView contract) {
    ContractDraft terms = contract.terms();
    return new ContractForm(
        contract.contract(),
        contract.version(),
        terms.level(),
        terms.baseLevel(),
        terms.from().toString(),
        terms.to().map(LocalDate::toString).orElse(""),
        String.valueOf(terms.graceDays()),
        "");
  }

  /** Empty when a field cannot be read; the faults say which. */
  Optional<ContractDraft> draft(FieldFaults faults) {
    Optional<LocalDate> first = Dates.read(from, "from", faults);
    Optional<LocalDate> last = to.isEmpty() ? Optional.empty() : Dates.read(to, "to", faults);
    if (level.isEmpty()) {
      faults.add("level", "NotBlank");
    }
    String days = graceDays.isEmpty() ? "0" : graceDays;
    if (!days.matches("[0-9]{1,3}")) {
      faults.add("graceDays", "terms.days");
    }
    return faults.none()
        ? Optional.of(
            new ContractDraft(level, baseLevel, first.orElseThrow(), last, Integer.parseInt(days)))
        : Optional.empty();
  }
}
