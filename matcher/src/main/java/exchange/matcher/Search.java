package exchange.matcher;

import static java.util.Comparator.comparingInt;

import exchange.core.matching.Matcher.Effort;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.DoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.optaplanner.core.api.score.buildin.hardsoftlong.HardSoftLongScore;
import org.optaplanner.core.api.solver.SolverFactory;
import org.optaplanner.core.config.heuristic.selector.move.factory.MoveIteratorFactoryConfig;
import org.optaplanner.core.config.localsearch.LocalSearchPhaseConfig;
import org.optaplanner.core.config.localsearch.decider.acceptor.LocalSearchAcceptorConfig;
import org.optaplanner.core.config.localsearch.decider.forager.LocalSearchForagerConfig;
import org.optaplanner.core.config.score.director.ScoreDirectorFactoryConfig;
import org.optaplanner.core.config.solver.EnvironmentMode;
import org.optaplanner.core.config.solver.SolverConfig;
import org.optaplanner.core.config.solver.termination.TerminationConfig;
import org.optaplanner.core.impl.phase.event.PhaseLifecycleListenerAdapter;
import org.optaplanner.core.impl.phase.scope.AbstractStepScope;
import org.optaplanner.core.impl.solver.DefaultSolver;

/**
 * Improves one component of a plan with OptaPlanner until the effort is spent or the bound is
 * reached. Two searches run side by side, on every machine, so that the same effort finds the same
 * plan everywhere.
 */
final class Search {
  private static final int SEARCHES = 2;

  private final Guide guide;

  /** By how much of the effort is spent, from 0 to 1. */
  private final DoubleFunction<Heat> heat;

  private final Progress progress;
  private final int[] component;
  private final int[] start;
  private final long bound;
  private final Effort effort;
  private final long began = System.nanoTime();

  /** The fewest steps after which a search has reached the bound. */
  private final AtomicLong enough = new AtomicLong(Long.MAX_VALUE);

  /** The best that one search has found, and after how many steps it ended. */
  private record Found(PlanInProgress plan, long cost, long steps) {}

  private Search(
      Guide guide,
      DoubleFunction<Heat> heat,
      Progress progress,
      int[] component,
      int[] start,
      long bound,
      Effort effort) {
    this.guide = guide;
    this.heat = heat;
    this.progress = progress;
    this.component = component;
    this.start = start;
    this.bound = bound;
    this.effort = effort;
  }

  /**
   * Searches one component after the other, each with all the steps or, by its requests, its share
   * of the time; the small ones first, because the large ones can use what those leave.
   *
   * @param prices that bound each component by itself
   * @param bound a cost below which there is nothing to look for
   * @param start a feasible choice for every request
   * @return the best choices found
   */
  static int[] improve(
      Guide guide,
      DualPrices prices,
      List<int[]> components,
      long bound,
      int[] start,
      Progress progress) {
    Market market = guide.market;
    double costPerRequest = Math.max(1, (double) bound / start.length);
    double spent = progress.share();
    DoubleFunction<Heat> heat = share -> Heat.at(costPerRequest, spent + (1 - spent) * share);
    int left = components.stream().mapToInt(each -> each.length).sum();
    int[] plan = start.clone();
    for (int[] component : components.stream().sorted(comparingInt(each -> each.length)).toList()) {
      double share = (double) component.length / left;
      IntStream choices = IntStream.of(component).map(request -> plan[request]);
      long others = market.cost(IntStream.of(plan)) - market.cost(choices);
      long least = Math.max(bound, others + prices.bound(market, component));
      Effort turn = progress.left(share);
      int[] best = new Search(guide, heat, progress, component, plan, least, turn).best();
      System.arraycopy(best, 0, plan, 0, plan.length);
      left -= component.length;
    }
    return plan;
  }

  private int[] best() {
    List<Found> found = sideBySide();
    // Who has reached the bound first, by steps: the others were stopped at some moment after.
    Found best =
        found.stream()
            .min(Comparator.comparingLong(Found::cost).thenComparingLong(Found::steps))
            .orElseThrow();
    return best.cost == bound
        ? best.plan.choices()
        : found.stream()
            .map(each -> each.plan.choices())
            .reduce(best.plan.choices(), (one, other) -> Crossover.of(guide.market, one, other));
  }

  private List<Found> sideBySide() {
    ExecutorService others = Executors.newFixedThreadPool(SEARCHES - 1, Search::thread);
    try {
      List<CompletableFuture<Found>> running =
          IntStream.range(1, SEARCHES)
              .mapToObj(number -> CompletableFuture.supplyAsync(() -> search(number), others))
              .toList();
      Found first = search(0);
      return Stream.concat(Stream.of(first), running.stream().map(CompletableFuture::join))
          .toList();
    } finally {
      others.shutdown();
    }
  }

  /** Keeps nobody from ending who has given up the search. */
  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "matcher-search");
    thread.setDaemon(true);
    return thread;
  }

  private Found search(int number) {
    AtomicLong steps = new AtomicLong();
    PlanInProgress plan =
        PlanInProgress.of(guide, component, () -> heat.apply(share(steps.get())), start);
    DefaultSolver<PlanInProgress> solver =
        (DefaultSolver<PlanInProgress>)
            SolverFactory.<PlanInProgress>create(config(number)).buildSolver();
    // Meters of two solvers at a time must not have the same name.
    solver.setMonitorTagMap(Map.of("search", UUID.randomUUID().toString()));
    solver.addEventListener(event -> progress.found(event.getNewBestSolution()));
    solver.addPhaseLifecycleListener(
        new PhaseLifecycleListenerAdapter<>() {
          @Override
          public void stepEnded(AbstractStepScope<PlanInProgress> step) {
            steps.incrementAndGet();
            if (progress.over() || steps.get() >= enough.get()) {
              solver.terminateEarly();
            }
          }
        });
    PlanInProgress best = solver.solve(plan);
    long cost = best.cost();
    if (cost == bound) {
      enough.accumulateAndGet(steps.get(), Math::min);
    }
    return new Found(best, cost, steps.get());
  }

  /**
   * How much of the effort is spent, from 0 to 1: of the steps, or of the time if they are free.
   */
  private double share(long steps) {
    double share =
        progress.timed()
            ? (double) (System.nanoTime() - began) / Math.max(1, effort.most().toNanos())
            : (double) steps / Math.max(1, effort.steps());
    return Math.min(1, share);
  }

  private SolverConfig config(int number) {
    LocalSearchPhaseConfig localSearch =
        new LocalSearchPhaseConfig()
            .withMoveSelectorConfig(
                new MoveIteratorFactoryConfig().withMoveIteratorFactoryClass(Moves.class))
            // Moves come annealed already, and no two of them are equal: this accepts them all.
            .withAcceptorConfig(new LocalSearchAcceptorConfig().withMoveTabuSize(1))
            .withForagerConfig(new LocalSearchForagerConfig().withAcceptedCountLimit(1));
    localSearch.setTerminationConfig(
        new TerminationConfig()
            .withStepCountLimit((int) Math.min(Integer.MAX_VALUE, effort.steps())));
    return new SolverConfig()
        .withEnvironmentMode(EnvironmentMode.REPRODUCIBLE)
        .withRandomSeed(SEARCHES * effort.seed() + number)
        .withSolutionClass(PlanInProgress.class)
        .withEntityClasses(Request.class)
        .withScoreDirectorFactory(
            new ScoreDirectorFactoryConfig()
                .withIncrementalScoreCalculatorClass(CostCalculator.class))
        .withPhases(localSearch)
        .withTerminationConfig(
            new TerminationConfig()
                .withMillisecondsSpentLimit(effort.most().toMillis())
                .withBestScoreLimit(HardSoftLongScore.of(0, -bound).toString()));
  }
}
