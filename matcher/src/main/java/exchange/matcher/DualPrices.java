package exchange.matcher;

import java.math.BigInteger;
import java.util.BitSet;
import java.util.stream.IntStream;

/**
 * What one more unit in each cell is worth, and the bound that these prices prove: no plan costs
 * less. Let every request pay for the cells it takes and pick its cheapest choice, then subtract
 * what all capacity is worth; by weak duality this never exceeds the cost of any feasible plan,
 * whatever the prices are, so long as none is negative. Prices are integers, in 2^-shift minor
 * units, so the bound is exact.
 */
final class DualPrices {
  private static final int FINEST = 20;

  private final int shift;

  /** For each choice its cost with the value of the cells it takes, in 2^-shift minor units. */
  private final long[] price;

  private final long[] multiplier;
  private final long bound;

  private DualPrices(int shift, long[] multiplier, long[] price, long bound) {
    this.shift = shift;
    this.multiplier = multiplier;
    this.price = price;
    this.bound = bound;
  }

  /**
   * Rounds prices to integers; the bound belongs to what was rounded.
   *
   * @param perUnit one price per cell, in minor units; what is negative counts 0
   */
  static DualPrices of(Market market, double[] perUnit) {
    int shift = shift(market);
    long most =
        (Long.MAX_VALUE >> 2) / Math.max(1, mostUnits(market)) / Math.max(1, longest(market));
    long[] multiplier = new long[market.cells()];
    for (int cell = 0; cell < multiplier.length; cell++) {
      multiplier[cell] = Math.min(most, Math.round(Math.max(0, perUnit[cell]) * (1L << shift)));
    }
    return on(market, multiplier, shift);
  }

  private static DualPrices on(Market market, long[] multiplier, int shift) {
    long[] price = prices(market, multiplier, shift);
    int[] requests = IntStream.range(0, market.requests()).toArray();
    int[] cells = IntStream.range(0, market.cells()).toArray();
    long bound = bound(market, requests, cells, multiplier, price, shift);
    return new DualPrices(shift, multiplier, price, bound);
  }

  /** The same prices of the same cells, for a market with other choices. */
  DualPrices on(Market other) {
    return on(other, multiplier, shift);
  }

  /** Space for nothing: the bound is what all cost that take their cheapest choice. */
  static DualPrices ofNothing(Market market) {
    return of(market, new double[market.cells()]);
  }

  int shift() {
    return shift;
  }

  long multiplier(int cell) {
    return multiplier[cell];
  }

  /** What one unit of all cells before each one is worth, and of all at the end. */
  long[] sums() {
    return sums(multiplier);
  }

  long scaled(long cost) {
    return cost << shift;
  }

  long[] prices() {
    return price;
  }

  /** No plan costs less, in minor units. */
  long bound() {
    return bound;
  }

  /** So fine that a cost still takes at most 60 bits. */
  private static int shift(Market market) {
    long dearest = 1;
    for (long cost : market.cost) {
      dearest = Math.max(dearest, Math.abs(cost));
    }
    return Math.max(0, Math.min(FINEST, Long.numberOfLeadingZeros(dearest) - 4));
  }

  private static int mostUnits(Market market) {
    int most = 0;
    for (int units : market.units) {
      most = Math.max(most, units);
    }
    return most;
  }

  private static int longest(Market market) {
    int longest = 0;
    for (int choice = 0; choice < market.choices(); choice++) {
      int cells = 0;
      for (int part = market.firstPart[choice]; part < market.firstPart[choice + 1]; part++) {
        cells += market.to[part] - market.from[part];
      }
      longest = Math.max(longest, cells);
    }
    return longest;
  }

  private static long[] prices(Market market, long[] multiplier, int shift) {
    long[] before = sums(multiplier);
    long[] price = new long[market.choices()];
    for (int choice = 0; choice < price.length; choice++) {
      price[choice] = market.cost[choice] << shift;
      for (int part = market.firstPart[choice]; part < market.firstPart[choice + 1]; part++) {
        long perUnit = before[market.to[part]] - before[market.from[part]];
        price[choice] += market.units[part] * perUnit;
      }
    }
    return price;
  }

  /** Sums over all cells may wrap around, but their differences over one part come out right. */
  private static long[] sums(long[] multiplier) {
    long[] before = new long[multiplier.length + 1];
    for (int cell = 0; cell < multiplier.length; cell++) {
      before[cell + 1] = before[cell] + multiplier[cell];
    }
    return before;
  }

  /**
   * What the same prices prove for some requests alone, in a market without the others.
   *
   * @param market that the prices are of
   */
  long bound(Market market, int[] requests) {
    BitSet cells = new BitSet(market.cells());
    for (int request : requests) {
      int first = market.firstPart[market.firstChoice[request]];
      int end = market.firstPart[market.firstChoice[request + 1]];
      for (int part = first; part < end; part++) {
        cells.set(market.from[part], market.to[part]);
      }
    }
    return bound(market, requests, cells.stream().toArray(), multiplier, price, shift);
  }

  private static long bound(
      Market market, int[] requests, int[] cells, long[] multiplier, long[] price, int shift) {
    BigInteger sum = BigInteger.ZERO;
    for (int request : requests) {
      long least = price[market.unmatched(request)];
      for (int c = market.firstChoice[request]; c < market.firstChoice[request + 1]; c++) {
        least = Math.min(least, price[c]);
      }
      sum = sum.add(BigInteger.valueOf(least));
    }
    for (int cell : cells) {
      BigInteger capacity = BigInteger.valueOf(market.capacity[cell]);
      sum = sum.subtract(BigInteger.valueOf(multiplier[cell]).multiply(capacity));
    }
    // Plans cost whole minor units, so the bound may be rounded up.
    return sum.negate().shiftRight(shift).negate().longValueExact();
  }
}
