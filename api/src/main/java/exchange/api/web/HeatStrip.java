package exchange.api.web;

import exchange.core.capacity.Block;
import exchange.core.capacity.CapacityProfile;
import exchange.core.listing.Listing;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;

/** How much of a listing is free on each day: a row a month, a cell a day. */
public record HeatStrip(List<Month> months) {
  private static final int MONTHS = 12;

  /**
   * @param least the fewest units of any day, for those who cannot see the cells
   */
  public record Month(LocalDate first, List<Day> days, int least, int most) {}

  /**
   * @param level 0 when nothing is free, 4 when all or nearly all is
   * @param blocked units that the owner keeps off the market
   */
  public record Day(LocalDate date, int free, int level, int blocked) {}

  /** The next months of the listing's window, days past and outside it left out. */
  static HeatStrip of(CapacityProfile free, Listing listing, LocalDate today) {
    LocalDate from = today.isBefore(listing.window().from()) ? listing.window().from() : today;
    List<Month> months = new ArrayList<>();
    YearMonth month = YearMonth.from(from);
    for (int i = 0; i < MONTHS && month.atDay(1).isBefore(listing.window().to()); i++) {
      List<Day> days =
          month
              .atDay(1)
              .datesUntil(month.plusMonths(1).atDay(1))
              .filter(day -> !day.isBefore(from) && day.isBefore(listing.window().to()))
              .map(day -> day(day, free.on(day), listing.quantity()))
              .toList();
      if (!days.isEmpty()) {
        months.add(
            new Month(
                month.atDay(1),
                days,
                days.stream().mapToInt(Day::free).min().orElseThrow(),
                days.stream().mapToInt(Day::free).max().orElseThrow()));
      }
      month = month.plusMonths(1);
    }
    return new HeatStrip(months);
  }

  private static Day day(LocalDate date, int free, int quantity) {
    int level = free == 0 ? 0 : 1 + Math.min(3, 4 * free / Math.max(1, quantity + 1));
    return new Day(date, free, level, 0);
  }

  /** The same with what the owner blocked, as only the owner sees it. */
  HeatStrip blockedBy(List<Block> blocks) {
    return new HeatStrip(
        months.stream()
            .map(
                month ->
                    new Month(
                        month.first(),
                        month.days().stream().map(day -> blockedBy(day, blocks)).toList(),
                        month.least(),
                        month.most()))
            .toList());
  }

  private static Day blockedBy(Day day, List<Block> blocks) {
    int units =
        blocks.stream()
            .filter(block -> !day.date().isBefore(block.days().from()))
            .filter(block -> day.date().isBefore(block.days().to()))
            .mapToInt(Block::units)
            .sum();
    return new Day(day.date(), day.free(), day.level(), units);
  }
}
