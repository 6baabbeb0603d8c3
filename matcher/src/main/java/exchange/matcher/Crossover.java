package exchange.matcher;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Two plans in one. Where they differ, requests fall into groups that can change from one plan to
 * the other by themselves; of each group the cheaper half of the two is taken.
 */
final class Crossover {
  private final Market market;
  private final int[] one;
  private final int[] other;

  /** Requests that can change from one plan to the other only together. */
  private final Groups groups;

  private Crossover(Market market, int[] one, int[] other) {
    this.market = market;
    this.one = one;
    this.other = other;
    this.groups = new Groups(one.length);
  }

  /** A plan that costs no more than either. */
  static int[] of(Market market, int[] one, int[] other) {
    Crossover crossover = new Crossover(market, one, other);
    crossover.joinInTightCells();
    if (!market.neighbours.getAlong()) {
      crossover.joinOnSites();
    }
    return crossover.cheaper();
  }

  /** Those who cannot mix in a cell: the most that each wants in either plan would not fit. */
  private void joinInTightCells() {
    long[] most = new long[market.cells()];
    for (int request = 0; request < one.length; request++) {
      units(request).forEach((cell, units) -> most[cell] += Math.max(units[0], units[1]));
    }
    int[] seen = new int[market.cells()];
    Arrays.fill(seen, -1);
    for (int request = 0; request < one.length; request++) {
      int now = request;
      units(request)
          .forEach(
              (cell, units) -> {
                if (units[0] != units[1] && most[cell] > market.capacity[cell]) {
                  seen[cell] = join(now, seen[cell]);
                }
              });
    }
  }

  /** Of a request in each cell, in the one plan and in the other. */
  private Map<Integer, int[]> units(int request) {
    Map<Integer, int[]> units = new HashMap<>();
    int[] choices = {one[request], other[request]};
    for (int i = 0; i < choices.length; i++) {
      for (int p = market.firstPart[choices[i]]; p < market.firstPart[choices[i] + 1]; p++) {
        for (int cell = market.from[p]; cell < market.to[p]; cell++) {
          units.computeIfAbsent(cell, ignored -> new int[2])[i] += market.units[p];
        }
      }
    }
    return units;
  }

  /** Where goods may have to lie apart. */
  private void joinOnSites() {
    int[] seen = new int[market.slots];
    Arrays.fill(seen, -1);
    for (int request = 0; request < one.length; request++) {
      if (one[request] != other[request]) {
        for (int choice : new int[] {one[request], other[request]}) {
          for (int p = market.firstPart[choice]; p < market.firstPart[choice + 1]; p++) {
            int site = market.neighbours.beside(market.slot[p])[0];
            seen[site] = join(request, seen[site]);
          }
        }
      }
    }
  }

  private int[] cheaper() {
    long[] dearer = new long[one.length];
    for (int request = 0; request < one.length; request++) {
      dearer[groups.of(request)] += market.cost[other[request]] - market.cost[one[request]];
    }
    int[] cheaper = one.clone();
    for (int request = 0; request < one.length; request++) {
      if (dearer[groups.of(request)] < 0) {
        cheaper[request] = other[request];
      }
    }
    return cheaper;
  }

  /** Returns the first. */
  private int join(int request, int another) {
    if (another >= 0) {
      groups.join(request, another);
    }
    return request;
  }
}
