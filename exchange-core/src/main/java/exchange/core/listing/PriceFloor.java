package exchange.core.listing;

import java.util.Arrays;

/**
 * What no bill on a rate card is below, whatever the first day. A search passes over listings by
 * it; no price is ever taken from it. Amounts are per unit, with commission and tax.
 */
public final class PriceFloor {
  /** The lengths of lease at which the floor may fall. */
  static final int[] FROM_DAYS = {1, 30, 60, 90, 180, 365};

  static final int LONGEST_MONTH = 31;
  private static final int SHORTEST_MONTH = 28;

  private final double[] perUnitDay;
  private final double perUnit;
  private final double perPeriod;
  private final double rounding;

  /**
   * @param perUnitDay for leases from each of {@link #FROM_DAYS} on
   * @param perUnit once a lease
   * @param perPeriod least of a billing period
   * @param rounding most that a billing period can lose by it
   */
  PriceFloor(double[] perUnitDay, double perUnit, double perPeriod, double rounding) {
    this.perUnitDay = perUnitDay;
    this.perUnit = perUnit;
    this.perPeriod = perPeriod;
    this.rounding = rounding;
  }

  /** The first number of days that is no longer in {@code step}. */
  static int untilDays(int step) {
    return step + 1 < FROM_DAYS.length ? FROM_DAYS[step + 1] : Integer.MAX_VALUE;
  }

  public double of(int units, int days) {
    int step = 0;
    while (days >= untilDays(step)) {
      step++;
    }
    int fewest = (days + LONGEST_MONTH - 1) / LONGEST_MONTH;
    int most = days / SHORTEST_MONTH + 1;
    return Math.max(units * (perUnit + days * perUnitDay[step]), fewest * perPeriod)
        - most * rounding;
  }

  /** The same in another currency. */
  public PriceFloor times(double rate) {
    return new PriceFloor(
        Arrays.stream(perUnitDay).map(each -> each * rate).toArray(),
        perUnit * rate,
        perPeriod * rate,
        rounding * rate);
  }

  /** The floor of both. */
  public PriceFloor under(PriceFloor other) {
    double[] lower = new double[perUnitDay.length];
    Arrays.setAll(lower, step -> Math.min(perUnitDay[step], other.perUnitDay[step]));
    return new PriceFloor(
        lower,
        Math.min(perUnit, other.perUnit),
        Math.min(perPeriod, other.perPeriod),
        Math.max(rounding, other.rounding));
  }
}
