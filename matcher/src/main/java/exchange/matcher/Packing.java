package exchange.matcher;

import java.nio.IntBuffer;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The ways to fill one slot. Dual prices count as if all it is worth were earned; what every way to
 * fill it loses of that may be added to the bound.
 */
final class Packing {
  /** Of one slot; more prove little more. */
  private static final int MOST_TRIES = 100_000;

  /** What packings may lose at first, as a share of what the slot is worth. */
  private static final double FIRST = 0.0025;

  /** By what factor they may lose more when there are none. */
  private static final double MORE = 1.4;

  /** A slot that is worth so much is left alone; sums of less stay in range. */
  static final long TOO_MUCH = 1L << 60;

  /**
   * A cell with a price.
   *
   * @param worth what all its units and limits cost together
   */
  record Cell(int capacity, long worth) {}

  /**
   * What may lie in the slot.
   *
   * @param from number of its first cell
   * @param to the cell after its last
   * @param loss by how much this is dearer for the request than its cheapest choice
   * @param pays for each of its cells what it pays of the worth
   */
  record Item(int request, int from, int to, int units, long loss, List<Long> pays) {
    private long paysIn(int cell) {
      return pays.get(cell - from);
    }

    /** Whether what is still to come of both is the same, once both have begun. */
    private boolean endsLike(Item other) {
      return request == other.request && to == other.to && units == other.units;
    }
  }

  private final List<Cell> cells;

  /** By first cell, then by loss. */
  private final List<Item> items;

  /** For each item the first one that ends like it. */
  private final int[] tail;

  /** The items that begin in cell {@code i} are {@code first[i]} up to {@code first[i + 1]}. */
  private final int[] first;

  private long mostLoss;
  private int tries;

  /** For the packings of the cells so far, by what lies on into the next, the least loss. */
  private Map<IntBuffer, Long> reached = new HashMap<>();

  Packing(List<Cell> cells, List<Item> items) {
    this.cells = cells;
    Set<List<Integer>> seen = new HashSet<>();
    this.items =
        items.stream()
            .sorted(Comparator.comparingInt(Item::from).thenComparingLong(Item::loss))
            .filter(item -> seen.add(List.of(item.request, item.from, item.to, item.units)))
            .toList();
    this.tail = new int[this.items.size()];
    Arrays.setAll(
        tail,
        item ->
            IntStream.range(0, item)
                .filter(other -> this.items.get(other).endsLike(this.items.get(item)))
                .findFirst()
                .orElse(item));
    this.first = new int[cells.size() + 1];
    for (int cell = 0; cell < cells.size(); cell++) {
      first[cell + 1] = first[cell];
      while (first[cell + 1] < this.items.size() && this.items.get(first[cell + 1]).from == cell) {
        first[cell + 1]++;
      }
    }
  }

  /**
   * What every packing loses at least: to units that stay free, to limits that are not reached, and
   * to requests that would pay less elsewhere. Less than the most that could be said, where that
   * takes too many tries.
   */
  long leastWaste() {
    long worth = 0;
    for (Cell cell : cells) {
      worth += cell.worth;
      if (worth >= TOO_MUCH) {
        return 0;
      }
    }
    long proven = 0;
    mostLoss = (long) (FIRST * worth);
    while (true) {
      tries = 0;
      OptionalLong least = leastLoss();
      if (tries > MOST_TRIES) {
        return proven;
      }
      if (least.isPresent()) {
        return least.getAsLong();
      }
      proven = mostLoss + 1;
      mostLoss = Math.min(worth, 1 + (long) (MORE * mostLoss));
    }
  }

  /** Of the packings that lose no more than they may, if there are any. */
  private OptionalLong leastLoss() {
    reached = new HashMap<>(Map.of(IntBuffer.allocate(0), 0L));
    for (int cell = 0; cell < cells.size() && tries <= MOST_TRIES; cell++) {
      Map<IntBuffer, Long> before = reached;
      reached = new HashMap<>();
      for (Map.Entry<IntBuffer, Long> each : before.entrySet()) {
        int now = cell;
        int[] inside =
            Arrays.stream(each.getKey().array()).filter(item -> items.get(item).to > now).toArray();
        fill(cell, first[cell], inside, each.getValue());
      }
    }
    return reached.values().stream().mapToLong(Long::longValue).min();
  }

  /**
   * Adds every set of the items that begin in the cell, from one of them on.
   *
   * @param inside what lies there already
   */
  private void fill(int cell, int next, int[] inside, long lost) {
    if (++tries > MOST_TRIES) {
      return;
    }
    long left = cells.get(cell).worth;
    for (int item : inside) {
      left -= items.get(item).paysIn(cell);
    }
    if (lost + left <= mostLoss) {
      int[] sorted = inside.clone();
      Arrays.sort(sorted);
      reached.merge(IntBuffer.wrap(sorted), lost + left, Math::min);
    }
    for (int item = next; item < first[cell + 1]; item++) {
      if (items.get(item).loss > mostLoss - lost) {
        return;
      }
      if (fits(items.get(item), inside)) {
        int[] more = Arrays.copyOf(inside, inside.length + 1);
        more[inside.length] = tail[item];
        fill(cell, item + 1, more, lost + items.get(item).loss);
      }
    }
  }

  private boolean fits(Item item, int[] inside) {
    for (int other : inside) {
      if (items.get(other).request == item.request) {
        return false;
      }
    }
    for (int cell = item.from; cell < item.to; cell++) {
      long units = item.units;
      for (int other : inside) {
        units += items.get(other).to > cell ? items.get(other).units : 0;
      }
      if (units > cells.get(cell).capacity) {
        return false;
      }
    }
    return true;
  }
}
