package exchange.matcher;

import java.util.Arrays;
import java.util.function.BooleanSupplier;

/**
 * Finds prices of the cells whose bound is high, by subgradient ascent: a cell that is asked for
 * beyond its capacity gets dearer, one that is not gets cheaper. Works in floating point; what it
 * finds is rounded and proven by {@link DualPrices}.
 */
final class LagrangianDual {
  private static final int STALL = 20;
  private static final double LAST_DIRECTION = 0.3;
  private static final double LEAST_AGILITY = 1e-5;

  private final Market market;
  private final double[] price;
  private final double[] direction;
  private final double[] best;
  private final double[] before;

  /** Units asked for: first the changes from cell to cell, then their running sum. */
  private final double[] asked;

  private double bestBound = Double.NEGATIVE_INFINITY;

  LagrangianDual(Market market) {
    this.market = market;
    this.price = new double[market.cells()];
    this.direction = new double[market.cells()];
    this.best = new double[market.cells()];
    this.before = new double[market.cells() + 1];
    this.asked = new double[market.cells() + 1];
  }

  /**
   * Climbs until it has taken all iterations, the steps have become tiny, the bound has reached the
   * target, or {@code stop} says so.
   *
   * @param target the cost of a feasible plan
   */
  DualPrices climb(int iterations, long target, BooleanSupplier stop) {
    double agility = 1;
    int stalled = 0;
    for (int i = 0; i < iterations && agility > LEAST_AGILITY && !stop.getAsBoolean(); i++) {
      double bound = respond();
      if (bound > bestBound) {
        stalled = 0;
        bestBound = bound;
        System.arraycopy(price, 0, best, 0, price.length);
      } else if (++stalled == STALL) {
        stalled = 0;
        agility /= 2;
        System.arraycopy(best, 0, price, 0, price.length);
        respond();
      }
      if (bestBound > target - 1 || !step(agility * (target - bound))) {
        break;
      }
    }
    return DualPrices.of(market, best);
  }

  /** Lets every request pick its cheapest choice at these prices, and returns what that proves. */
  private double respond() {
    double bound = 0;
    Arrays.fill(asked, 0);
    for (int cell = 0; cell < price.length; cell++) {
      before[cell + 1] = before[cell] + price[cell];
      bound -= price[cell] * market.capacity[cell];
    }
    for (int request = 0; request < market.requests(); request++) {
      int pick = market.unmatched(request);
      double least = market.cost[pick];
      for (int c = pick + 1; c < market.firstChoice[request + 1]; c++) {
        double offer = market.cost[c];
        for (int p = market.firstPart[c]; p < market.firstPart[c + 1]; p++) {
          offer += market.units[p] * (before[market.to[p]] - before[market.from[p]]);
        }
        if (offer < least) {
          least = offer;
          pick = c;
        }
      }
      bound += least;
      for (int p = market.firstPart[pick]; p < market.firstPart[pick + 1]; p++) {
        asked[market.from[p]] += market.units[p];
        asked[market.to[p]] -= market.units[p];
      }
    }
    return bound;
  }

  /**
   * @return whether there is a way to go
   */
  private boolean step(double toGain) {
    double norm = 0;
    double units = 0;
    for (int cell = 0; cell < price.length; cell++) {
      units += asked[cell];
      double excess = units - market.capacity[cell];
      double turned = excess + LAST_DIRECTION * direction[cell];
      direction[cell] = price[cell] == 0 && turned < 0 ? 0 : turned;
      norm += direction[cell] * direction[cell];
    }
    if (norm == 0) {
      return false;
    }
    double length = toGain / norm;
    for (int cell = 0; cell < price.length; cell++) {
      price[cell] = Math.max(0, price[cell] + length * direction[cell]);
    }
    return true;
  }
}
