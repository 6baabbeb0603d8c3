package exchange.matcher;

import exchange.core.matching.Certificate;
import exchange.core.matching.CertifiedPlan;
import exchange.core.matching.Matcher;
import exchange.core.matching.MatchingProblem;
import exchange.core.matching.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Dual prices first: they bound the cost, price every choice with what its space is worth to
 * others, and so give a start and a guide. Then OptaPlanner, until the effort is spent or the bound
 * is reached.
 */
public final class OptaPlannerMatcher implements Matcher {
  private static final int DUAL_STEPS = 1000;

  /** How often the cheapest splits at the prices so far may change the prices. */
  private static final int WIDENINGS = 8;

  /** How often the cuts that are broken at the prices so far may change the prices. */
  private static final int TIGHTENINGS = 10;

  /** A smaller gain, of the bound, is not worth another. */
  private static final double LEAST_GAIN = 1e-5;

  /** How much of the effort may go into them. */
  private static final double TIGHTENING_SHARE = 0.3;

  /** Good prices need no long steps. */
  private static final double LATER_AGILITY = 0.5;

  /** Up to here all plans may be tried, if dual prices leave few of them; it takes some 50 ms. */
  private static final int FEW_REQUESTS = 500;

  private static final int FEW_PLANS = 1_000_000;

  @Override
  public CertifiedPlan match(MatchingProblem problem, Effort effort, Watcher watcher) {
    Translation translation = Translation.of(problem);
    Market first = translation.market();
    try (Progress progress =
        new Progress(watcher, effort, new Assignment(first), DualPrices.ofNothing(first).bound())) {
      Assignment greedy = Greedy.assign(Guide.byCost(first));
      progress.found(greedy);
      DualPrices prices = climb(translation, greedy.cost(), progress);
      progress.proved(prices.bound());
      List<Certificate.Waste> wastes = translation.wastes(prices, progress::over);
      long bound = prices.bound(wastes);
      progress.proved(bound);
      Market market = translation.market();
      Guide guide = Guide.byDualPrice(market, prices);
      Assignment guided = Greedy.assign(guide);
      Assignment start = guided.cost() < greedy.cost() ? guided : greedy.in(market);
      progress.found(start);
      Plan plan = translation.plan(improve(guide, prices, bound, start, effort, progress));
      return new CertifiedPlan(
          plan,
          Certificate.of(
              problem,
              plan,
              bound,
              prices.shift(),
              translation.dayPrices(prices),
              translation.pricedCuts(prices),
              wastes));
    }
  }

  /**
   * Prices that no split, known or not, undercuts. Splits that are cheap at the prices so far are
   * let in and change the prices, and so do cuts that are broken; at last splits change only the
   * bound.
   */
  private static DualPrices climb(Translation translation, long target, Progress progress) {
    LagrangianDual dual = new LagrangianDual(translation.market());
    DualPrices prices = dual.climb(DUAL_STEPS, 1, target, progress::over);
    for (int i = 0; i < WIDENINGS && !progress.over() && translation.widened(prices); i++) {
      dual = new LagrangianDual(translation.market());
      prices = dual.climb(DUAL_STEPS, 1, target, progress::over);
    }
    double gain = 1;
    for (int i = 0; i < TIGHTENINGS && gain > LEAST_GAIN && mayTighten(progress); i++) {
      progress.proved(prices.bound());
      DualPrices before = translation.cut(prices, CoverCuts.broken(dual.market(), dual.shares()));
      translation.widened(before);
      dual = new LagrangianDual(translation.market(), before);
      prices = dual.climb(DUAL_STEPS, LATER_AGILITY, target, progress::over);
      gain = (double) (prices.bound() - before.bound()) / Math.max(1, Math.abs(before.bound()));
    }
    while (translation.widened(prices)) {
      prices = prices.on(translation.market());
    }
    return prices.on(translation.market());
  }

  private static boolean mayTighten(Progress progress) {
    return !progress.over() && progress.share() < TIGHTENING_SHARE;
  }

  /** Leaves alone what cannot be better, tries all plans of a component if few, or searches. */
  private static int[] improve(
      Guide guide,
      DualPrices prices,
      long bound,
      Assignment start,
      Effort effort,
      Progress progress) {
    if (start.cost() == bound || progress.over() || effort.steps() <= 0) {
      return start.choices();
    }
    Assignment better = start.in(guide.market);
    List<int[]> open = new ArrayList<>(Components.of(guide.market));
    open.removeIf(component -> finish(guide, prices, component, better));
    progress.found(better);
    int[] best = Search.improve(guide, prices, open, bound, better.choices(), progress);
    // Put together of what was found, it may be better than all of that.
    Assignment last = better.in(guide.market);
    IntStream.range(0, best.length).forEach(request -> last.choose(request, best[request]));
    progress.found(last);
    return best;
  }

  /** Returns whether the component's plan is now as good as any. */
  private static boolean finish(Guide guide, DualPrices prices, int[] component, Assignment plan) {
    if (component.length > FEW_REQUESTS) {
      return false;
    }
    int[] order = guide.byRegret(component);
    long bound = prices.bound(guide.market, component);
    BranchAndBound exact = new BranchAndBound(guide, order, bound, plan);
    boolean finished = exact.finish(FEW_PLANS);
    for (int i = 0; i < order.length; i++) {
      plan.choose(order[i], exact.best()[i]);
    }
    return finished;
  }
}
