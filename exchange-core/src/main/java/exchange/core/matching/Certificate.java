package exchange.core.matching;

import java.time.LocalDate;
import java.util.List;

/**
 * What a plan costs, and prices of space that prove that no plan costs much less.
 *
 * @param cost of the plan, in minor units
 * @param bound no plan costs less, in minor units
 * @param shift prices are in 2^-shift minor units
 * @param prices what one more unit on a slot on a day is worth; 0 where none is stated
 * @param digest of problem, plan and prices, see {@link Digest}
 */
public record Certificate(long cost, long bound, int shift, List<DayPrice> prices, String digest) {

  /**
   * The dual price of one unit on one day.
   *
   * @param slot index into the problem's slots
   */
  public record DayPrice(int slot, LocalDate day, long price) {}

  public Certificate {
    prices = List.copyOf(prices);
  }

  /** Certifies a plan for a problem. */
  public static Certificate of(
      MatchingProblem problem, Plan plan, long bound, int shift, List<DayPrice> prices) {
    String digest = Digest.of(problem, plan, shift, prices);
    return new Certificate(problem.cost(plan), bound, shift, prices, digest);
  }

  /** By what share of the cost the plan may be dearer than the best; 0 when it is optimal. */
  public double gap() {
    return cost == bound ? 0 : (double) (cost - bound) / Math.max(1, Math.abs(cost));
  }
}
