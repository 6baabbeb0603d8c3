package exchange.matcher;

import java.util.Arrays;
import java.util.function.BooleanSupplier;

/**
 * Finds prices of the cells and cuts whose bound is high by the volume algorithm, a subgradient
 * ascent: what is asked for beyond its capacity gets dearer, what is not gets cheaper. What counts
 * is what was asked for of late, not only at the last prices, which also tells what the requests
 * would share. Works in floating point; what it finds is rounded and proven by {@link DualPrices}.
 */
final class LagrangianDual {
  /** So many steps in a row to no better bound make the next ones shorter. */
  private static final int STALL = 20;

  private static final double SHORTER = 0.75;
  private static final double LONGER = 1.1;
  private static final double MOST_AGILITY = 2;
  private static final double LEAST_AGILITY = 1e-5;

  /** By what share of the bound a step hopes to raise it at most. */
  private static final double HOPE = 0.05;

  /** How much the last answer of the requests counts beside those before. */
  private static final double LAST = 0.01;

  private final Market market;
  private final int cells;

  /** Of the cells, then of the cuts, each cut being measured in units of its cell. */
  private final double[] price;

  private final double[] direction;
  private final double[] best;
  private final double[] before;

  /** Units asked for: of cells the changes from each to the next, of cuts the sums. */
  private final double[] asked;

  /** Units there are. */
  private final double[] capacity;

  /** Units of its cell that a weight of 1 in a cut is. */
  private final double[] unitsPerWeight;

  /** How often each choice was picked, later picks counting more. */
  private final double[] picked;

  private double pick = 1;
  private double bestBound = Double.NEGATIVE_INFINITY;

  /** Everything for nothing. */
  LagrangianDual(Market market) {
    this.market = market;
    this.cells = market.cells();
    int all = cells + market.cuts.size();
    this.price = new double[all];
    this.direction = new double[all];
    this.best = new double[all];
    this.before = new double[cells + 1];
    this.asked = new double[all];
    this.capacity = new double[all];
    this.picked = new double[market.choices()];
    this.unitsPerWeight =
        market.cuts.stream()
            .mapToDouble(cut -> (double) market.capacity[cut.cell()] / cut.most())
            .toArray();
    Arrays.setAll(
        capacity, i -> market.capacity[i < cells ? i : market.cuts.get(i - cells).cell()]);
  }

  /** Begins at prices of the same cells and cuts. */
  LagrangianDual(Market market, DualPrices prices) {
    this(market);
    double unit = 1.0 / (1L << prices.shift());
    for (int cell = 0; cell < cells; cell++) {
      price[cell] = unit * prices.multiplier(cell);
    }
    for (int cut = 0; cut < unitsPerWeight.length; cut++) {
      price[cells + cut] = unit * prices.cutMultiplier(cut) / unitsPerWeight[cut];
    }
    System.arraycopy(price, 0, best, 0, price.length);
  }

  Market market() {
    return market;
  }

  /**
   * Climbs until it has taken all iterations, the steps have become tiny, the bound has reached the
   * target, or {@code stop} says so.
   *
   * @param agility of the first steps, 1 when nothing is known
   * @param target the cost of a feasible plan
   */
  DualPrices climb(int iterations, double agility, long target, BooleanSupplier stop) {
    double agile = agility;
    int stalled = 0;
    for (int i = 0; i < iterations && agile > LEAST_AGILITY && !stop.getAsBoolean(); i++) {
      double bound = respond();
      boolean uphill = turn(i == 0 ? 1 : LAST);
      if (bound > bestBound) {
        stalled = 0;
        bestBound = bound;
        System.arraycopy(price, 0, best, 0, price.length);
        agile = uphill ? Math.min(MOST_AGILITY, LONGER * agile) : agile;
      } else if (++stalled == STALL) {
        stalled = 0;
        agile *= SHORTER;
      }
      double hope = Math.min(target - bestBound, 1 + HOPE * Math.abs(bestBound));
      if (bestBound > target - 1 || !step(agile * hope)) {
        break;
      }
    }
    double[] perWeight = new double[unitsPerWeight.length];
    Arrays.setAll(perWeight, cut -> best[cells + cut] * unitsPerWeight[cut]);
    return DualPrices.of(market, Arrays.copyOf(best, cells), perWeight);
  }

  /**
   * How much of each choice the requests would take if they could take parts of several, as good as
   * the prices are.
   */
  double[] shares() {
    double[] shares = new double[picked.length];
    for (int request = 0; request < market.requests(); request++) {
      int from = market.unmatched(request);
      int to = market.firstChoice[request + 1];
      double all = Math.max(Double.MIN_NORMAL, Arrays.stream(picked, from, to).sum());
      for (int choice = from; choice < to; choice++) {
        shares[choice] = picked[choice] / all;
      }
    }
    return shares;
  }

  /** Lets every request pick its cheapest choice at these prices, and returns what that proves. */
  private double respond() {
    double bound = 0;
    Arrays.fill(asked, 0);
    pick /= 1 - LAST;
    for (int cell = 0; cell < cells; cell++) {
      before[cell + 1] = before[cell] + price[cell];
    }
    for (int i = 0; i < price.length; i++) {
      bound -= price[i] * capacity[i];
    }
    for (int request = 0; request < market.requests(); request++) {
      int cheapest = market.unmatched(request);
      double least = market.cost[cheapest];
      for (int c = cheapest + 1; c < market.firstChoice[request + 1]; c++) {
        double offer = market.cost[c];
        for (int p = market.firstPart[c]; p < market.firstPart[c + 1]; p++) {
          offer += market.units[p] * (before[market.to[p]] - before[market.from[p]]);
          int[] counts = market.counts[p];
          for (int i = 0; i < counts.length; i += 2) {
            offer += counts[i + 1] * unitsPerWeight[counts[i]] * price[cells + counts[i]];
          }
        }
        if (offer < least) {
          least = offer;
          cheapest = c;
        }
      }
      bound += least;
      take(cheapest);
    }
    return bound;
  }

  private void take(int choice) {
    picked[choice] += pick;
    for (int p = market.firstPart[choice]; p < market.firstPart[choice + 1]; p++) {
      asked[market.from[p]] += market.units[p];
      if (market.to[p] < cells) {
        asked[market.to[p]] -= market.units[p];
      }
      int[] counts = market.counts[p];
      for (int i = 0; i < counts.length; i += 2) {
        asked[cells + counts[i]] += counts[i + 1] * unitsPerWeight[counts[i]];
      }
    }
  }

  /**
   * Turns the direction towards what is asked for now.
   *
   * @return whether it had led there
   */
  private boolean turn(double share) {
    double units = 0;
    double uphill = 0;
    for (int i = 0; i < price.length; i++) {
      units = i < cells ? units + asked[i] : asked[i];
      double excess = units - capacity[i];
      uphill += excess * direction[i];
      direction[i] += share * (excess - direction[i]);
    }
    return uphill > 0;
  }

  /**
   * From the best prices.
   *
   * @return whether there is a way to go
   */
  private boolean step(double toGain) {
    double norm = 0;
    for (int i = 0; i < price.length; i++) {
      norm += best[i] > 0 || direction[i] > 0 ? direction[i] * direction[i] : 0;
    }
    if (norm == 0) {
      return false;
    }
    double length = toGain / norm;
    for (int i = 0; i < price.length; i++) {
      price[i] = Math.max(0, best[i] + length * direction[i]);
    }
    return true;
  }
}
