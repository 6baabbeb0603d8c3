package exchange.matcher;

import exchange.core.matching.Certificate;
import exchange.core.matching.Certificate.DayPrice;
import exchange.core.matching.MatchingProblem;
import exchange.core.matching.MatchingProblem.Candidate;
import exchange.core.matching.MatchingProblem.Choice;
import exchange.core.matching.Plan;
import exchange.core.values.DateRange;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/**
 * The door: a matching problem in the matcher's integers, and plans back in the port's words. What
 * the problem calls a choice of a request that is split, the matcher calls a part; of the choices
 * that can be made of them it knows at first a few, and more when {@link #widened} finds them.
 */
final class Translation {
  /** A request that can be split in so few ways has them all from the beginning. */
  private static final int FEW_SPLITS = 500;

  private final MatchingProblem problem;
  private final Neighbours neighbours;

  /** Every part that some plan may use. */
  private final List<Kept> kept = new ArrayList<>();

  /** What is kept in the market's integers, by the same numbers. */
  private int[][] inCells = new int[0][];

  private int[] capacity = new int[0];

  /** The cells of slot {@code s} are {@code firstCell[s]} up to {@code firstCell[s + 1]}. */
  private int[] firstCell = new int[0];

  private int[] slotOfCell = new int[0];

  /** A day of each cell that has no more units than the cell. */
  private int[] dayOfCell = new int[0];

  /** Limits that the market is told of. */
  private List<Cut> cuts = List.of();

  /** For each part that is kept the cuts that it counts in, each with its weight there. */
  private int[][] counts = new int[0][];

  /** For each request its choices but the first, each as the numbers of its parts. */
  private final List<List<int[]>> choices = new ArrayList<>();

  private final List<Optional<Splits>> splits = new ArrayList<>();

  private Market market;

  /** A choice of the problem that fits alone within the budget. */
  private record Kept(int request, int index, Choice choice) {
    private int begin() {
      return day(choice.stay().from());
    }

    private int end() {
      return day(choice.stay().to());
    }

    private static int day(LocalDate date) {
      return Math.toIntExact(date.toEpochDay());
    }
  }

  private Translation(MatchingProblem problem) {
    this.problem = problem;
    this.neighbours = new Neighbours(problem);
    List<FreeDays> free = problem.slots().stream().map(slot -> new FreeDays(slot.free())).toList();
    List<List<Integer>> ofRequest =
        IntStream.range(0, problem.candidates().size())
            .mapToObj(request -> keepWorthwhile(request, free))
            .toList();
    divide(free);
    counts = new int[kept.size()][0];
    int[] units = kept.stream().mapToInt(each -> each.choice.units()).toArray();
    long[] cost = kept.stream().mapToLong(each -> each.choice.cost()).toArray();
    for (int request = 0; request < ofRequest.size(); request++) {
      List<Integer> parts = ofRequest.get(request);
      Optional<Splits> ways =
          problem
              .candidates()
              .get(request)
              .split()
              .map(split -> new Splits(split, parts, units, this::stay, this::site));
      splits.add(ways);
      choices.add(
          new ArrayList<>(
              ways.map(each -> first(each, cost))
                  .orElseGet(() -> parts.stream().map(part -> new int[] {part}).toList())));
    }
    market = assemble();
  }

  static Translation of(MatchingProblem problem) {
    return new Translation(problem);
  }

  Market market() {
    return market;
  }

  /**
   * Adds the choices that are cheaper, at these prices, than those known so far.
   *
   * @return whether there were any; {@link #market} is then another
   */
  boolean widened(DualPrices prices) {
    boolean any = false;
    long[] price = null;
    for (int request = 0; request < splits.size(); request++) {
      if (splits.get(request).isPresent()) {
        price = price == null ? priceOfParts(prices) : price;
        for (int[] parts : splits.get(request).get().cheapest(price)) {
          if (choices.get(request).stream().noneMatch(known -> Arrays.equals(known, parts))) {
            choices.get(request).add(parts);
            any = true;
          }
        }
      }
    }
    market = any ? assemble() : market;
    return any;
  }

  /**
   * Adds cuts, and lets go of those whose price is 0; {@link #market} is then another, with the
   * same choices.
   *
   * @return the same prices; those of what is added are 0
   */
  DualPrices cut(DualPrices prices, List<Cut> more) {
    int[] priced =
        IntStream.range(0, cuts.size()).filter(cut -> prices.cutMultiplier(cut) > 0).toArray();
    List<Cut> all = new ArrayList<>();
    IntStream.of(priced).forEach(cut -> all.add(cuts.get(cut)));
    all.addAll(more);
    cuts = List.copyOf(all);
    List<List<Integer>> byCell = Cut.byCell(cuts, capacity.length);
    Arrays.setAll(counts, part -> counts(part, byCell));
    market = assemble();
    return prices.on(market, priced);
  }

  private int[] counts(int part, List<List<Integer>> byCell) {
    IntStream.Builder counted = IntStream.builder();
    for (int cell = inCells[part][1]; cell < inCells[part][2]; cell++) {
      for (int cut : byCell.get(cell)) {
        int weight = cuts.get(cut).weight(kept.get(part).request, inCells[part][3]);
        if (weight > 0) {
          counted.add(cut).add(weight);
        }
      }
    }
    return counted.build().toArray();
  }

  /**
   * @param chosen for each request its choice in the market
   */
  Plan plan(int[] chosen) {
    List<List<Integer>> indexes = new ArrayList<>();
    for (int request = 0; request < chosen.length; request++) {
      int number = chosen[request] - market.unmatched(request);
      int[] parts = number == 0 ? new int[0] : choices.get(request).get(number - 1);
      indexes.add(IntStream.of(parts).mapToObj(part -> kept.get(part).index).toList());
    }
    return new Plan(indexes);
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

  /** The cuts with their prices; whoever takes a cell takes its day. */
  List<Certificate.Cut> pricedCuts(DualPrices prices) {
    return IntStream.range(0, cuts.size())
        .filter(cut -> prices.cutMultiplier(cut) > 0)
        .mapToObj(cut -> priced(cuts.get(cut), prices.cutMultiplier(cut)))
        .toList();
  }

  /** What slots lose at these prices, until {@code stop} says that it is enough. */
  List<Certificate.Waste> wastes(DualPrices prices, BooleanSupplier stop) {
    long[] price = priceOfParts(prices);
    long[] least = new long[choices.size()];
    Arrays.setAll(least, r -> prices.scaled(problem.candidates().get(r).unmatchedCost()));
    IntStream.range(0, price.length)
        .forEach(i -> least[kept.get(i).request] = Math.min(least[kept.get(i).request], price[i]));
    Wastes wastes = new Wastes(firstCell, capacity, cuts, prices);
    for (int part = 0; part < price.length; part++) {
      int request = kept.get(part).request;
      // What a split gives up may be another part's.
      long loss = splits.get(request).isPresent() ? 0 : price[part] - least[request];
      int[] cells = inCells[part];
      wastes.add(cells[0], request, cells[1], cells[2], cells[3], counts[part], loss);
    }
    return wastes.least(stop);
  }

  private Certificate.Cut priced(Cut cut, long price) {
    return new Certificate.Cut(
        slotOfCell[cut.cell()],
        LocalDate.ofEpochDay(dayOfCell[cut.cell()]),
        cut.most(),
        price,
        cut.items().stream()
            .map(item -> new Certificate.Weight(item.request(), item.units(), item.weight()))
            .toList());
  }

  /** Returns the numbers of what it keeps. */
  private List<Integer> keepWorthwhile(int request, List<FreeDays> free) {
    Candidate candidate = problem.candidates().get(request);
    int before = kept.size();
    for (int i = 0; i < candidate.choices().size(); i++) {
      Choice choice = candidate.choices().get(i);
      Kept each = new Kept(request, i, choice);
      if (choice.cost() <= candidate.unmatchedCost()
          && choice.units() <= free.get(choice.slot()).least(each.begin(), each.end())) {
        kept.add(each);
      }
    }
    return IntStream.range(before, kept.size()).boxed().toList();
  }

  private DateRange stay(int part) {
    return kept.get(part).choice.stay();
  }

  private Object site(int part) {
    return problem.slots().get(kept.get(part).choice.slot()).site();
  }

  private static List<int[]> first(Splits splits, long[] cost) {
    List<int[]> all = splits.all(FEW_SPLITS);
    return all.isEmpty() ? splits.cheapest(cost) : all;
  }

  /** Divides the days of the slots into cells. */
  private void divide(List<FreeDays> free) {
    List<List<Kept>> bySlot = new ArrayList<>();
    free.forEach(ignored -> bySlot.add(new ArrayList<>()));
    kept.forEach(each -> bySlot.get(each.choice.slot()).add(each));
    List<Calendar> calendars = new ArrayList<>();
    firstCell = new int[free.size() + 1];
    IntStream.Builder capacities = IntStream.builder();
    IntStream.Builder slots = IntStream.builder();
    IntStream.Builder days = IntStream.builder();
    for (int slot = 0; slot < free.size(); slot++) {
      Calendar calendar = calendar(free.get(slot), bySlot.get(slot));
      calendars.add(calendar);
      firstCell[slot + 1] = firstCell[slot] + calendar.capacity().length;
      for (int cell = 0; cell < calendar.capacity().length; cell++) {
        capacities.add(calendar.capacity()[cell]);
        slots.add(slot);
        days.add(calendar.tightestDay()[cell]);
      }
    }
    capacity = capacities.build().toArray();
    slotOfCell = slots.build().toArray();
    dayOfCell = days.build().toArray();
    inCells =
        kept.stream()
            .map(
                each -> {
                  int slot = each.choice.slot();
                  Calendar calendar = calendars.get(slot);
                  return new int[] {
                    slot,
                    firstCell[slot] + calendar.cellFrom(each.begin()),
                    firstCell[slot] + calendar.cellFrom(each.end()),
                    each.choice.units(),
                    each.begin(),
                    each.end()
                  };
                })
            .toArray(int[][]::new);
  }

  private static Calendar calendar(FreeDays free, List<Kept> kept) {
    return new Calendar(
        free,
        kept.stream().mapToInt(Kept::begin).toArray(),
        kept.stream().mapToInt(Kept::end).toArray());
  }

  private Market assemble() {
    int[] firstChoice = new int[choices.size() + 1];
    IntStream.Builder firstPart = IntStream.builder().add(0);
    List<Long> cost = new ArrayList<>();
    List<Integer> parts = new ArrayList<>();
    for (int request = 0; request < choices.size(); request++) {
      cost.add(problem.candidates().get(request).unmatchedCost());
      firstPart.add(parts.size());
      for (int[] choice : choices.get(request)) {
        cost.add(IntStream.of(choice).mapToLong(part -> kept.get(part).choice.cost()).sum());
        IntStream.of(choice).forEach(parts::add);
        firstPart.add(parts.size());
      }
      firstChoice[request + 1] = cost.size();
    }
    return new Market(
        firstChoice,
        cost.stream().mapToLong(Long::longValue).toArray(),
        firstPart.build().toArray(),
        parts.stream().map(part -> inCells[part]).toArray(int[][]::new),
        capacity,
        cuts,
        parts.stream().map(part -> counts[part]).toArray(int[][]::new),
        problem.slots().size(),
        neighbours);
  }

  private long[] priceOfParts(DualPrices prices) {
    long[] price = new long[kept.size()];
    long[] before = prices.sums();
    for (int part = 0; part < price.length; part++) {
      long perUnit = before[inCells[part][2]] - before[inCells[part][1]];
      price[part] =
          prices.scaled(kept.get(part).choice.cost())
              + inCells[part][3] * perUnit
              + prices.ofCuts(counts[part]);
    }
    return price;
  }
}
