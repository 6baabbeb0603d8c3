package exchange.matcher;

import java.util.SplittableRandom;

/**
 * Picks the moves that are worth OptaPlanner's time. Of a thousand chains a few are accepted, and
 * the arrays judge one in a fraction of a microsecond; so what simulated annealing would refuse is
 * refused here. That also lets the temperature fall by a constant factor, which gave better plans
 * than OptaPlanner's own straight line.
 */
final class Annealing {
  /** So many chains refused in a row end the step with nothing changed. */
  private static final int TRIES = 1000;

  private static final double FIRST = 0.06;
  private static final double LAST = 0.004;

  /** Costs are whole minor units; below this next to nothing that makes a plan dearer is taken. */
  private static final double LEAST = 0.27;

  /** A chain is given up when its excess comes to so many temperatures. */
  private static final double MOST_EXCESS = 2;

  private final EjectionChains chains;
  private final SplittableRandom random;
  private final PlanInProgress plan;

  Annealing(PlanInProgress plan, long seed) {
    this.random = new SplittableRandom(seed);
    this.chains = new EjectionChains(plan.guide(), plan.assignment(), random);
    this.plan = plan;
  }

  /**
   * The temperature of the search: it falls by the same factor in equal shares of the effort.
   *
   * @param costPerRequest what sets its scale
   * @param share of the effort that is spent, from 0 to 1
   */
  static double temperature(double costPerRequest, double share) {
    return Math.max(LEAST, costPerRequest * FIRST * Math.pow(LAST / FIRST, share));
  }

  /** The next move that is accepted at today's temperature, or none after many tries. */
  Reassignment next() {
    double temperature = plan.temperature();
    for (int i = 0; i < TRIES; i++) {
      long dearer = chains.tryOne(MOST_EXCESS * temperature);
      if (dearer <= 0 || random.nextDouble() < Math.exp(-dearer / temperature)) {
        Reassignment move = chains.takeBack();
        if (!move.isNone()) {
          return move;
        }
      }
      chains.forget();
    }
    return Reassignment.none();
  }
}
