package exchange.matcher;

/**
 * How bold the search is at one moment.
 *
 * @param temperature by how much a move may make the plan dearer, give or take
 * @param mostExcess what a chain may cost at dual prices before it is given up
 */
record Heat(double temperature, double mostExcess) {
  /** Costs are whole minor units; below this next to nothing that makes a plan dearer is taken. */
  private static final double LEAST = 0.27;

  /**
   * Leaves the valley that the dual prices lead into: where few plans are good, it is a poor one.
   */
  private static final Pass BOLD = new Pass(0.15, 0.03, 5);

  /** Polishes the rest of the time. */
  private static final Pass FINE = new Pass(0.06, 0.0004, 2);

  private static final double BOLD_SHARE = 0.25;

  /**
   * A fall of the temperature, by the same factor in equal times.
   *
   * @param first temperature, in mean costs of a request
   * @param excess in temperatures
   */
  private record Pass(double first, double last, double excess) {
    private Heat at(double costPerRequest, double share) {
      // StrictMath, for the same plan on every Java.
      double temperature = costPerRequest * first * StrictMath.pow(last / first, share);
      double atLeast = Math.max(LEAST, temperature);
      return new Heat(atLeast, excess * atLeast);
    }
  }

  /**
   * Falls twice while the effort is spent.
   *
   * @param costPerRequest what sets the scale
   * @param share of the effort that is spent, from 0 to 1
   */
  static Heat at(double costPerRequest, double share) {
    return share < BOLD_SHARE
        ? BOLD.at(costPerRequest, share / BOLD_SHARE)
        : FINE.at(costPerRequest, (share - BOLD_SHARE) / (1 - BOLD_SHARE));
  }
}
