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

  private final EjectionChains chains;
  private final SplittableRandom random;
  private final PlanInProgress plan;

  Annealing(PlanInProgress plan, long seed) {
    this.random = new SplittableRandom(seed);
    this.chains = new EjectionChains(plan.guide(), plan.assignment(), plan.component(), random);
    this.plan = plan;
  }

  /** The next move that is accepted at the present temperature, or none after many tries. */
  Reassignment next() {
    Heat heat = plan.heat();
    for (int i = 0; i < TRIES; i++) {
      long dearer = chains.tryOne(heat.mostExcess());
      if (dearer <= 0 || random.nextDouble() < StrictMath.exp(-dearer / heat.temperature())) {
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
