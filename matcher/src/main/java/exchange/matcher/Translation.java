package exchange.matcher;

import exchange.core.matching.Certificate.DayPrice;
import exchange.core.matching.MatchingProblem;
import exchange.core.matching.MatchingProblem.Candidate;
import exchange.core.matching.MatchingProblem.Choice;
import exchange.core.matching.Plan;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** The door: a matching problem in the matcher's integers, and plans back in the port's words. */
final class Translation {
  private static final int NONE = -1;

  private final Market market;

  /** For each choice of the market its index within its candidate, or -1. */
  private final int[] index;

  private final int[] slotOfCell;

  /** A day of each cell that has no more units than the cell. */
  private final int[] dayOfCell;

  private Translation(Market market, int[] index, int[] slotOfCell, int[] dayOfCell) {
    this.market = market;
    this.index = index;
    this.slotOfCell = slotOfCell;
    this.dayOfCell = dayOfCell;
  }

  static Translation of(MatchingProblem problem) {
    List<FreeDays> free = problem.slots().stream().map(slot -> new FreeDays(slot.free())).toList();
    List<Kept> kept = new ArrayList<>();
    int[] firstChoice = new int[problem.candidates().size() + 1];
    for (int request = 0; request < problem.candidates().size(); request++) {
      keepWorthwhile(problem.candidates().get(request), free, kept);
      firstChoice[request + 1] = kept.size();
    }
    return translate(firstChoice, kept, free);
  }

  Market market() {
    return market;
  }

  /**
   * @param chosen for each request its choice in the market
   */
  Plan plan(int[] chosen) {
    return new Plan(IntStream.of(chosen).mapToObj(choice -> index[choice]).toList());
  }

  /**
   * Dual prices by slot and day: whoever takes the price's day takes its whole cell, so the price
   * of the cell may stand on that day alone.
   */
  List<DayPrice> dayPrices(DualPrices prices) {
    return IntStream.range(0, market.cells())
        .filter(cell -> prices.multiplier(cell) > 0)
        .mapToObj(
            cell ->
                new DayPrice(
                    slotOfCell[cell],
                    LocalDate.ofEpochDay(dayOfCell[cell]),
                    prices.multiplier(cell)))
        .toList();
  }

  /** A choice that some plan may make: unmatched, or one that fits alone within the budget. */
  private record Kept(int index, int slot, int begin, int end, int units, long cost) {}

  private static void keepWorthwhile(Candidate candidate, List<FreeDays> free, List<Kept> kept) {
    kept.add(new Kept(NONE, NONE, 0, 0, 0, candidate.unmatchedCost()));
    for (int i = 0; i < candidate.choices().size(); i++) {
      Choice choice = candidate.choices().get(i);
      int begin = Math.toIntExact(choice.stay().from().toEpochDay());
      int end = Math.toIntExact(choice.stay().to().toEpochDay());
      if (choice.cost() <= candidate.unmatchedCost()
          && choice.units() <= free.get(choice.slot()).least(begin, end)) {
        kept.add(new Kept(i, choice.slot(), begin, end, choice.units(), choice.cost()));
      }
    }
  }

  private static Translation translate(int[] firstChoice, List<Kept> kept, List<FreeDays> free) {
    List<List<Kept>> bySlot = new ArrayList<>();
    free.forEach(ignored -> bySlot.add(new ArrayList<>()));
    kept.stream().filter(k -> k.slot != NONE).forEach(k -> bySlot.get(k.slot).add(k));
    Calendar[] calendars = new Calendar[free.size()];
    int[] firstCell = new int[free.size() + 1];
    IntStream.Builder capacity = IntStream.builder();
    IntStream.Builder slotOfCell = IntStream.builder();
    IntStream.Builder dayOfCell = IntStream.builder();
    for (int slot = 0; slot < free.size(); slot++) {
      calendars[slot] = calendar(free.get(slot), bySlot.get(slot));
      int[] ofSlot = calendars[slot].capacity();
      firstCell[slot + 1] = firstCell[slot] + ofSlot.length;
      for (int cell = 0; cell < ofSlot.length; cell++) {
        capacity.add(ofSlot[cell]);
        slotOfCell.add(slot);
        dayOfCell.add(calendars[slot].tightestDay()[cell]);
      }
    }
    int[] from = new int[kept.size()];
    int[] to = new int[kept.size()];
    for (int c = 0; c < kept.size(); c++) {
      Kept k = kept.get(c);
      if (k.slot != NONE) {
        from[c] = firstCell[k.slot] + calendars[k.slot].cellFrom(k.begin);
        to[c] = firstCell[k.slot] + calendars[k.slot].cellFrom(k.end);
      }
    }
    Market market =
        new Market(
            firstChoice,
            kept.stream().mapToLong(Kept::cost).toArray(),
            kept.stream().mapToInt(Kept::units).toArray(),
            kept.stream().mapToInt(Kept::slot).toArray(),
            from,
            to,
            free.size(),
            capacity.build().toArray());
    return new Translation(
        market,
        kept.stream().mapToInt(Kept::index).toArray(),
        slotOfCell.build().toArray(),
        dayOfCell.build().toArray());
  }

  private static Calendar calendar(FreeDays free, List<Kept> choices) {
    return new Calendar(
        free,
        choices.stream().mapToInt(Kept::begin).toArray(),
        choices.stream().mapToInt(Kept::end).toArray());
  }
}
