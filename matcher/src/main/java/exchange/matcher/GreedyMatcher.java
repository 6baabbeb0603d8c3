package exchange.matcher;

import exchange.core.matching.Matcher;
import exchange.core.matching.MatchingProblem;
import exchange.core.matching.Plan;

/** The baseline: requests one by one, each on its cheapest choice that still fits. */
public final class GreedyMatcher implements Matcher {

  @Override
  public Plan match(MatchingProblem problem, Effort effort, Watcher watcher) {
    Translation translation = Translation.of(problem);
    Market market = translation.market();
    Plan plan = translation.plan(Greedy.assign(Guide.byCost(market)).choices());
    watcher.progress(100, problem.cost(plan), plan.matched());
    return plan;
  }
}
