package exchange.matcher;

import exchange.core.matching.Certificate;
import exchange.core.matching.CertifiedPlan;
import exchange.core.matching.Matcher;
import exchange.core.matching.MatchingProblem;
import exchange.core.matching.Plan;
import java.util.List;

/**
 * The baseline: requests one by one, each on its cheapest choice that still fits, with the bound
 * that is plain to see: everybody on its cheapest choice.
 */
public final class GreedyMatcher implements Matcher {

  @Override
  public CertifiedPlan match(MatchingProblem problem, Effort effort, Watcher watcher) {
    Translation translation = Translation.of(problem);
    Market market = translation.market();
    Plan plan = translation.plan(Greedy.assign(Guide.byCost(market)).choices());
    DualPrices free = DualPrices.ofNothing(market);
    watcher.progress(100, problem.cost(plan), free.bound(), plan.matched());
    return new CertifiedPlan(
        plan,
        Certificate.of(problem, plan, free.bound(), free.shift(), List.of(), List.of(), List.of()));
  }
}
