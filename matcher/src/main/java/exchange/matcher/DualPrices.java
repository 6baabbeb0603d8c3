package exchange.matcher;

import exchange.core.matching.Certificate.Waste;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Prices of the units of each cell and of the limits of the cuts, and the bound that they prove: no
 * plan costs less. Let every request pay for what it takes and pick its cheapest choice, then
 * subtract what all there is is worth; by weak duality this never exceeds the cost of any feasible
 * plan, whatever the prices are, so long as none is negative. Prices are integers, in 2^-shift
 * minor units, so the bound is exact.
 */
final class DualPrices {
  private static final int FINEST = 20;

  private final int shift;

  /** For each choice its cost with the value of the cells it takes, in 2^-shift minor units. */
  private final long[] price;

  private final long[] multiplier;

  /** Of the market's cuts. */
  private final long[] cutMultiplier;

  /** No plan costs less, in 2^-shift minor units. */
  private final BigInteger exactBound;

  private DualPrices(Market market, int shift, long[] multiplier, long[] cutMultiplier) {
    this.shift = shift;
    this.multiplier = multiplier;
    this.cutMultiplier = cutMultiplier;
    this.price = prices(market, multiplier, cutMultiplier, shift);
    this.exactBound =
        exactBound(market, IntStream.range(0, market.requests()).toArray(), all -> true);
  }

  /**
   * Rounds prices to integers; the bound belongs to what was rounded.
   *
   * @param perUnit one price per cell, in minor units; what is negative counts 0
   * @param perWeight the same per cut
   */
  static DualPrices of(Market market, double[] perUnit, double[] perWeight) {
    int shift = shift(market);
    long most = (Long.MAX_VALUE >> 3) / Math.max(1, mostUnits(market));
    return new DualPrices(
        market,
        shift,
        rounded(perUnit, shift, most / Math.max(1, longest(market))),
        rounded(perWeight, shift, most / Math.max(1, market.cuts.size())));
  }

  private static long[] rounded(double[] prices, int shift, long most) {
    return Arrays.stream(prices)
        .mapToLong(price -> Math.min(most, Math.round(Math.max(0, price) * (1L << shift))))
        .toArray();
  }

  /** The same prices of the same cells and cuts, for a market with other choices. */
  DualPrices on(Market other) {
    return new DualPrices(other, shift, multiplier, cutMultiplier);
  }

  /**
   * The same prices of the same cells, for a market that begins with some of the cuts; those after
   * them cost nothing.
   */
  DualPrices on(Market other, int[] cuts) {
    long[] of = new long[other.cuts.size()];
    for (int i = 0; i < cuts.length; i++) {
      of[i] = cutMultiplier[cuts[i]];
    }
    return new DualPrices(other, shift, multiplier, of);
  }

  /** Space for nothing: the bound is what all cost that take their cheapest choice. */
  static DualPrices ofNothing(Market market) {
    return of(market, new double[market.cells()], new double[market.cuts.size()]);
  }

  int shift() {
    return shift;
  }

  long multiplier(int cell) {
    return multiplier[cell];
  }

  long cutMultiplier(int cut) {
    return cutMultiplier[cut];
  }

  /**
   * What a part has to pay for cuts.
   *
   * @param counts numbers of cuts, each with the weight there
   */
  long ofCuts(int[] counts) {
    return ofCuts(counts, cutMultiplier);
  }

  private static long ofCuts(int[] counts, long[] multiplier) {
    long price = 0;
    for (int i = 0; i < counts.length; i += 2) {
      price += counts[i + 1] * multiplier[counts[i]];
    }
    return price;
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
    return inMinorUnits(exactBound);
  }

  /** The same, knowing what slots lose however they are filled. */
  long bound(List<Waste> wastes) {
    return inMinorUnits(
        wastes.stream()
            .map(waste -> BigInteger.valueOf(waste.least()))
            .reduce(exactBound, BigInteger::add));
  }

  /** Plans cost whole minor units, so the bound may be rounded up. */
  private long inMinorUnits(BigInteger exact) {
    return exact.negate().shiftRight(shift).negate().longValueExact();
  }

  /** So fine that a cost still takes at most 60 bits. */
  private static int shift(Market market) {
    long dearest = 1;
    for (long cost : market.cost) {
      dearest = Math.max(dearest, Math.abs(cost));
    }
    return Math.max(0, Math.min(FINEST, Long.numberOfLeadingZeros(dearest) - 4));
  }

  /** That a part may take of a cell, or weigh in a cut. */
  private static int mostUnits(Market market) {
    int most = 0;
    for (int units : market.units) {
      most = Math.max(most, units);
    }
    for (Cut cut : market.cuts) {
      most = Math.max(most, cut.items().stream().mapToInt(Cut.Item::weight).max().orElse(0));
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

  private static long[] prices(Market market, long[] cells, long[] cuts, int shift) {
    long[] before = sums(cells);
    long[] price = new long[market.choices()];
    for (int choice = 0; choice < price.length; choice++) {
      price[choice] = market.cost[choice] << shift;
      for (int part = market.firstPart[choice]; part < market.firstPart[choice + 1]; part++) {
        long perUnit = before[market.to[part]] - before[market.from[part]];
        price[choice] += market.units[part] * perUnit + ofCuts(market.counts[part], cuts);
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
    return inMinorUnits(exactBound(market, requests, cells::get));
  }

  /**
   * @param with the cells whose capacity counts
   */
  private BigInteger exactBound(Market market, int[] requests, IntPredicate with) {
    BigInteger sum = BigInteger.ZERO;
    for (int request : requests) {
      long least = price[market.unmatched(request)];
      for (int c = market.firstChoice[request]; c < market.firstChoice[request + 1]; c++) {
        least = Math.min(least, price[c]);
      }
      sum = sum.add(BigInteger.valueOf(least));
    }
    for (int cell = 0; cell < multiplier.length; cell++) {
      if (with.test(cell)) {
        sum = sum.subtract(product(multiplier[cell], market.capacity[cell]));
      }
    }
    for (int cut = 0; cut < cutMultiplier.length; cut++) {
      if (with.test(market.cuts.get(cut).cell())) {
        sum = sum.subtract(product(cutMultiplier[cut], market.cuts.get(cut).most()));
      }
    }
    return sum;
  }

  private static BigInteger product(long one, long other) {
    return BigInteger.valueOf(one).multiply(BigInteger.valueOf(other));
  }
}
