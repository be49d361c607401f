package it.sportello.web.pages;

import it.sportello.entitlements.ContractDraft;
import it.sportello.entitlements.ContractView;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/**
 * Contracts on a time line, in the units of a drawing 1000 wide: whole years around today and
 * around what is known.
 *
 * @param today where today stands
 * @param told the same in words, for who does not see it
 */
public record ContractLine(List<Bar> bars, List<Mark> years, String today, String told) {
  private static final int WIDTH = 1000;
  private static final int MOST_YEARS = 12;
  private static final int BAR = 34;
  private static final int TOP = 22;
  private static final int LEAST_FOR_A_NAME = 110;

  /**
   * @param graceWidth of the part after the last day
   * @param name of the level, where there is room for it
   */
  public record Bar(
      String x,
      String width,
      String graceX,
      String graceWidth,
      int y,
      int textY,
      String nameX,
      String name,
      String label) {}

  public record Mark(String x, String textX, String year) {}

  /** How high the drawing is. */
  public int getHeight() {
    return TOP + BAR * Math.max(1, bars.size()) + 6;
  }

  static ContractLine of(
      List<ContractView> contracts, LocalDate today, UnaryOperator<String> name, Page page) {
    int first =
        contracts.stream().map(c -> c.terms().from().getYear()).reduce(today.getYear(), Math::min);
    int last =
        contracts.stream()
            .map(c -> c.terms().to().map(LocalDate::getYear).orElse(today.getYear() + 1))
            .reduce(today.getYear() + 1, Math::max);
    int from = Math.max(first, today.getYear() - MOST_YEARS / 2);
    int until = Math.min(last, from + MOST_YEARS) + 1;
    LocalDate start = LocalDate.of(from, 1, 1);
    LocalDate end = LocalDate.of(until, 1, 1);
    Scale scale = new Scale(start, ChronoUnit.DAYS.between(start, end));
    List<Bar> bars = new ArrayList<>();
    List<String> told = new ArrayList<>();
    Spans spans = new Spans(page.words(), today);
    for (ContractView contract : contracts) {
      ContractDraft terms = contract.terms();
      LocalDate over = terms.to().map(to -> to.plusDays(1)).orElse(end);
      LocalDate graceOver = over.plusDays(terms.to().isPresent() ? terms.graceDays() : 0);
      int y = TOP + BAR * bars.size();
      String label = name.apply(terms.level()) + " · " + spans.days(terms.from(), terms.to());
      bars.add(
          new Bar(
              scale.x(terms.from()),
              scale.width(terms.from(), over),
              scale.x(over),
              scale.width(over, graceOver),
              y,
              y + 18,
              number(scale.at(terms.from()) + 8),
              scale.at(over) - scale.at(terms.from()) > LEAST_FOR_A_NAME
                  ? name.apply(terms.level())
                  : "",
              label));
      told.add(label);
    }
    List<Mark> years = new ArrayList<>();
    for (int year = from; year < until; year++) {
      double x = scale.at(LocalDate.of(year, 1, 1));
      years.add(new Mark(number(x), number(x + 4), String.valueOf(year)));
    }
    return new ContractLine(bars, years, scale.x(today), String.join("; ", told));
  }

  private record Scale(LocalDate start, long days) {
    double at(LocalDate day) {
      double x = WIDTH * (double) ChronoUnit.DAYS.between(start, day) / days;
      return Math.max(0, Math.min(WIDTH, x));
    }

    String x(LocalDate day) {
      return number(at(day));
    }

    String width(LocalDate from, LocalDate until) {
      return number(at(until) - at(from));
    }
  }

  private static String number(double x) {
    return String.format(Locale.ROOT, "%.1f", x);
  }
}
