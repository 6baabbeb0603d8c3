package exchange.matcher;

import org.optaplanner.core.api.domain.solution.cloner.SolutionCloner;

/** How OptaPlanner keeps the best plan while it goes on with the other; public for it to see. */
public final class PlanCloner implements SolutionCloner<PlanInProgress> {
  @Override
  public PlanInProgress cloneSolution(PlanInProgress original) {
    return original.copy();
  }
}
