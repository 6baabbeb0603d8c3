package exchange.matcher;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A matching problem in integers. Requests, choices, parts and cells are numbered from 0.
 *
 * <p>A cell is a run of days of one slot over which nothing changes: no part begins or ends inside
 * it. The cells of a slot are numbered in the order of their days, so a part takes a range of
 * cells. A choice has as many parts as slots it takes: one, or several when its request is split.
 */
final class Market {
  /**
   * The choices of request {@code r} are {@code firstChoice[r]} up to, not including, {@code
   * firstChoice[r + 1]}. The first of them is to stay unmatched: no parts, at the cost of the
   * outside option. So every request always has exactly one choice.
   */
  final int[] firstChoice;

  final int[] requestOf;
  final long[] cost;

  /** The parts of choice {@code c} are {@code firstPart[c]} up to {@code firstPart[c + 1]}. */
  final int[] firstPart;

  /** The choice of each part. */
  final int[] choiceOf;

  /** Units that the part takes in each of its cells. */
  final int[] units;

  final int[] slot;

  /** First cell of the part. */
  final int[] from;

  /** The cell after the last one of the part. */
  final int[] to;

  /** First day of the part. */
  final int[] begin;

  /** The day after the last one of the part. */
  final int[] end;

  /** Units that each cell has. */
  final int[] capacity;

  /** Limits that follow from the capacities. */
  final List<Cut> cuts;

  /** For each part the numbers of the cuts that it counts in, each with its weight there. */
  final int[][] counts;

  final int slots;
  final Neighbours neighbours;

  /**
   * @param parts each as slot, first cell, the cell after its last, units, first day, end
   */
  Market(
      int[] firstChoice,
      long[] cost,
      int[] firstPart,
      int[][] parts,
      int[] capacity,
      List<Cut> cuts,
      int[][] counts,
      int slots,
      Neighbours neighbours) {
    this.firstChoice = firstChoice;
    this.cost = cost;
    this.firstPart = firstPart;
    this.slot = Arrays.stream(parts).mapToInt(part -> part[0]).toArray();
    this.from = Arrays.stream(parts).mapToInt(part -> part[1]).toArray();
    this.to = Arrays.stream(parts).mapToInt(part -> part[2]).toArray();
    this.units = Arrays.stream(parts).mapToInt(part -> part[3]).toArray();
    this.begin = Arrays.stream(parts).mapToInt(part -> part[4]).toArray();
    this.end = Arrays.stream(parts).mapToInt(part -> part[5]).toArray();
    this.capacity = capacity;
    this.cuts = cuts;
    this.counts = counts;
    this.slots = slots;
    this.neighbours = neighbours;
    this.requestOf = owners(firstChoice);
    this.choiceOf = owners(firstPart);
  }

  private static int[] owners(int[] first) {
    int[] owner = new int[first[first.length - 1]];
    for (int i = 0; i + 1 < first.length; i++) {
      Arrays.fill(owner, first[i], first[i + 1], i);
    }
    return owner;
  }

  int requests() {
    return firstChoice.length - 1;
  }

  int choices() {
    return cost.length;
  }

  int parts() {
    return units.length;
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

  /** What these choices cost together. */
  long cost(IntStream choices) {
    return choices.mapToLong(choice -> cost[choice]).sum();
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
