package exchange.core.matching;

import java.time.LocalDate;
import java.util.List;

/**
 * What a plan costs, and prices of space that prove that no plan costs much less. Where requests
 * want large parts of the space, prices of units alone prove little; then some days have limits
 * besides, which follow from their units and have prices of their own, and some slots cannot be
 * filled so that all they are worth is earned.
 *
 * @param cost of the plan, in minor units
 * @param bound no plan costs less, in minor units
 * @param shift prices are in 2^-shift minor units
 * @param prices of one unit on a slot on a day; 0 where none is stated
 * @param cuts limits with their prices
 * @param wastes of slots; 0 where none is stated
 * @param digest of all but cost and bound, with the problem and the plan, see {@link Digest}
 */
public record Certificate(
    long cost,
    long bound,
    int shift,
    List<DayPrice> prices,
    List<Cut> cuts,
    List<Waste> wastes,
    String digest) {

  /**
   * The dual price of one unit on one day.
   *
   * @param slot index into the problem's slots
   */
  public record DayPrice(int slot, LocalDate day, long price) {}

  /**
   * A limit that every plan keeps on a day of a slot, since more does not fit there: what the
   * requests weigh that take some of it comes to {@code most} at most.
   *
   * @param slot index into the problem's slots
   * @param price of a weight of 1
   */
  public record Cut(int slot, LocalDate day, int most, long price, List<Weight> weights) {
    public Cut {
      weights = List.copyOf(weights);
    }
  }

  /**
   * How much a request counts in a limit.
   *
   * @param request index into the problem's candidates
   * @param units it counts if it takes so many or more, and not if fewer
   */
  public record Weight(int request, int units, int weight) {}

  /**
   * What a slot loses at least of what its units and limits are worth, however it is filled: to
   * units that stay free, to limits that are not reached, and to requests that would pay less for
   * another choice.
   *
   * @param slot index into the problem's slots
   * @param least in 2^-shift minor units
   */
  public record Waste(int slot, long least) {}

  public Certificate {
    prices = List.copyOf(prices);
    cuts = List.copyOf(cuts);
    wastes = List.copyOf(wastes);
  }

  /** Certifies a plan for a problem. */
  public static Certificate of(
      MatchingProblem problem,
      Plan plan,
      long bound,
      int shift,
      List<DayPrice> prices,
      List<Cut> cuts,
      List<Waste> wastes) {
    String digest = Digest.of(problem, plan, shift, prices, cuts, wastes);
    return new Certificate(problem.cost(plan), bound, shift, prices, cuts, wastes, digest);
  }

  /** By what share of the cost the plan may be dearer than the best; 0 when it is optimal. */
  public double gap() {
    return cost == bound ? 0 : (double) (cost - bound) / Math.max(1, Math.abs(cost));
  }
}
