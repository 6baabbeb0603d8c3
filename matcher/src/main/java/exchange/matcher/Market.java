package exchange.matcher;

/**
 * A matching problem in integers. Requests, choices and cells are numbered from 0.
 *
 * <p>A cell is a run of days of one slot over which nothing changes: no choice begins or ends
 * inside it. The cells of a slot are numbered in the order of their days, so a choice takes a range
 * of cells.
 */
final class Market {
  /**
   * The choices of request {@code r} are {@code firstChoice[r]} up to, not including, {@code
   * firstChoice[r + 1]}. The first of them is to stay unmatched: no cells, no units, at the cost of
   * the outside option. So every request always has exactly one choice.
   */
  final int[] firstChoice;

  final int[] requestOf;
  final long[] cost;

  /** Units that the choice takes in each of its cells. */
  final int[] units;

  /** The slot of the choice, -1 for unmatched. */
  final int[] slot;

  /** First cell of the choice. */
  final int[] from;

  /** The cell after the last one of the choice. */
  final int[] to;

  final int slots;

  /** Units that each cell has. */
  final int[] capacity;

  Market(
      int[] firstChoice,
      long[] cost,
      int[] units,
      int[] slot,
      int[] from,
      int[] to,
      int slots,
      int[] capacity) {
    this.firstChoice = firstChoice;
    this.cost = cost;
    this.units = units;
    this.slot = slot;
    this.from = from;
    this.to = to;
    this.slots = slots;
    this.capacity = capacity;
    this.requestOf = new int[cost.length];
    for (int request = 0; request < requests(); request++) {
      for (int c = firstChoice[request]; c < firstChoice[request + 1]; c++) {
        requestOf[c] = request;
      }
    }
  }

  int requests() {
    return firstChoice.length - 1;
  }

  int choices() {
    return cost.length;
  }

  int cells() {
    return capacity.length;
  }

  int unmatched(int request) {
    return firstChoice[request];
  }

  boolean isUnmatched(int choice) {
    return firstChoice[requestOf[choice]] == choice;
  }

  /** How many of these choices are not to stay unmatched. */
  int matched(int[] choices) {
    int matched = 0;
    for (int choice : choices) {
      matched += isUnmatched(choice) ? 0 : 1;
    }
    return matched;
  }

  /** What every request costs when all stay unmatched. */
  long costOfNothing() {
    long sum = 0;
    for (int request = 0; request < requests(); request++) {
      sum = Math.addExact(sum, cost[unmatched(request)]);
    }
    return sum;
  }
}
