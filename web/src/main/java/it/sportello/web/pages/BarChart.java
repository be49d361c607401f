package it.sportello.web.pages;

import it.sportello.entitlements.AttainmentRow.Tally;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * One bar a month, in the units of a drawing: kept at the bottom, kept late upon it, missed on top.
 */
public record BarChart(int width, int height, List<Bar> bars, List<Line> grid, String said) {
  private static final int LEFT = 44;
  private static final int TOP = 24;
  private static final int PLOT = 160;
  private static final int ROOM = 900;
  private static final int NARROWEST = 56;
  private static final int WIDEST = 76;
  private static final int BELOW = 44;
  private static final int HALF = 2;

  /** A month; {@code middle} is where its words stand. */
  public record Bar(
      int x,
      int middle,
      int width,
      Part kept,
      Part late,
      Part missed,
      int top,
      String month,
      String year,
      String rate) {}

  /** A part of a bar. */
  public record Part(int y, int height) {}

  /** A line across, and the number it stands for. */
  public record Line(int y, long value) {}

  static BarChart of(Map<YearMonth, Tally> months, Words words, Function<Tally, String> rate) {
    long most = months.values().stream().mapToLong(Tally::decided).max().orElse(0);
    long scale = Math.max(1, most);
    int step = Math.max(NARROWEST, Math.min(WIDEST, ROOM / Math.max(1, months.size())));
    int bar = step / HALF;
    DateTimeFormatter month = DateTimeFormatter.ofPattern("LLL", words.language().locale());
    List<Bar> bars = new ArrayList<>();
    for (Map.Entry<YearMonth, Tally> entry : months.entrySet()) {
      Tally tally = entry.getValue();
      int x = LEFT + bars.size() * step + (step - bar) / HALF;
      int base = TOP + PLOT;
      Part kept = part(base, tally.kept(), scale);
      Part late = part(kept.y(), tally.keptLate(), scale);
      Part missed = part(late.y(), tally.missed(), scale);
      bars.add(
          new Bar(
              x,
              x + bar / HALF,
              bar,
              kept,
              late,
              missed,
              missed.y() - HALF * HALF,
              month.format(entry.getKey()),
              Integer.toString(entry.getKey().getYear()),
              rate.apply(tally)));
    }
    return new BarChart(
        LEFT + bars.size() * step,
        TOP + PLOT + BELOW,
        bars,
        grid(scale),
        words.say("attainment.chart"));
  }

  /** Whether there is a bar at all. */
  public boolean drawn() {
    return bars.stream().anyMatch(bar -> !bar.rate().isEmpty());
  }

  private static Part part(int base, long value, long scale) {
    int height = (int) Math.round((double) PLOT * value / scale);
    return new Part(base - height, height);
  }

  private static List<Line> grid(long scale) {
    List<Line> lines = new ArrayList<>();
    lines.add(new Line(TOP + PLOT, 0));
    if (scale % HALF == 0) {
      lines.add(new Line(TOP + PLOT / HALF, scale / HALF));
    }
    lines.add(new Line(TOP, scale));
    return lines;
  }
}
