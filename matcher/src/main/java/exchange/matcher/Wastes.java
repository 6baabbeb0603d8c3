package exchange.matcher;

import exchange.core.matching.Certificate.Waste;
import exchange.matcher.Packing.Cell;
import exchange.matcher.Packing.Item;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/**
 * What slots lose of their worth at given dual prices, slot by slot. Cells without a price are left
 * out: nothing is lost in them.
 */
final class Wastes {
  private final int[] firstCell;
  private final int[] capacity;
  private final List<Cut> cuts;
  private final DualPrices prices;

  /** What all units and limits of each cell cost. */
  private final long[] worth;

  /** How many cells before each one have a price. */
  private final int[] pricedBefore;

  private final List<List<Item>> bySlot = new ArrayList<>();

  /**
   * @param firstCell the cells of slot {@code s} are {@code firstCell[s]} up to, not including,
   *     {@code firstCell[s + 1]}
   * @param capacity of each cell
   */
  Wastes(int[] firstCell, int[] capacity, List<Cut> cuts, DualPrices prices) {
    this.firstCell = firstCell;
    this.capacity = capacity;
    this.cuts = cuts;
    this.prices = prices;
    this.worth = new long[capacity.length];
    this.pricedBefore = new int[capacity.length + 1];
    for (int cell = 0; cell < worth.length; cell++) {
      worth[cell] = product(prices.multiplier(cell), capacity[cell]);
    }
    for (int i = 0; i < cuts.size(); i++) {
      Cut cut = cuts.get(i);
      long limit = product(prices.cutMultiplier(i), cut.most());
      worth[cut.cell()] = Math.min(Packing.TOO_MUCH, worth[cut.cell()] + limit);
    }
    for (int cell = 0; cell < worth.length; cell++) {
      pricedBefore[cell + 1] = pricedBefore[cell] + (worth[cell] > 0 ? 1 : 0);
    }
    for (int slot = 0; slot + 1 < firstCell.length; slot++) {
      bySlot.add(new ArrayList<>());
    }
  }

  private static long product(long price, int units) {
    boolean fits = price <= Packing.TOO_MUCH / Math.max(1, units);
    return fits ? price * units : Packing.TOO_MUCH;
  }

  /**
   * Adds what may lie in a slot.
   *
   * @param from its first cell
   * @param to the cell after its last
   * @param counts the cuts that it counts in, each with its weight there
   * @param loss by how much it is dearer for the request than its cheapest choice
   */
  void add(int slot, int request, int from, int to, int units, int[] counts, long loss) {
    if (pricedBefore[from] == pricedBefore[to]) {
      return;
    }
    long[] pays = new long[to - from];
    for (int cell = from; cell < to; cell++) {
      pays[cell - from] = units * prices.multiplier(cell);
    }
    for (int i = 0; i < counts.length; i += 2) {
      int cell = cuts.get(counts[i]).cell();
      pays[cell - from] += counts[i + 1] * prices.cutMultiplier(counts[i]);
    }
    List<Long> paysInPriced =
        IntStream.range(from, to)
            .filter(cell -> worth[cell] > 0)
            .mapToObj(cell -> pays[cell - from])
            .toList();
    int begin = pricedBefore[from] - pricedBefore[firstCell[slot]];
    int end = begin + paysInPriced.size();
    bySlot.get(slot).add(new Item(request, begin, end, units, loss, paysInPriced));
  }

  /** What each slot loses at least, until {@code stop} says that it is enough. */
  List<Waste> least(BooleanSupplier stop) {
    List<Waste> wastes = new ArrayList<>();
    for (int slot = 0; slot < bySlot.size() && !stop.getAsBoolean(); slot++) {
      long least = packing(slot).leastWaste();
      if (least > 0) {
        wastes.add(new Waste(slot, least));
      }
    }
    return wastes;
  }

  private Packing packing(int slot) {
    List<Cell> cells =
        IntStream.range(firstCell[slot], firstCell[slot + 1])
            .filter(cell -> worth[cell] > 0)
            .mapToObj(cell -> new Cell(capacity[cell], worth[cell]))
            .toList();
    return new Packing(cells, bySlot.get(slot));
  }
}
