package exchange.matcher;

import exchange.core.matching.Matcher.Effort;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
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
 * Improves a plan with OptaPlanner until the effort is spent or the bound is reached. Two searches
 * run side by side, on every machine, so that the same effort finds the same plan everywhere.
 */
final class Search {
  private static final int SEARCHES = 2;

  private final Guide guide;
  private final int[] start;
  private final long bound;
  private final Effort effort;
  private final Progress progress;

  /** The fewest steps after which a search has reached the bound. */
  private final AtomicLong enough = new AtomicLong(Long.MAX_VALUE);

  /** The best that one search has found, and after how many steps it ended. */
  private record Found(PlanInProgress plan, long cost, long steps) {}

  private Search(Guide guide, int[] start, long bound, Effort effort, Progress progress) {
    this.guide = guide;
    this.start = start;
    this.bound = bound;
    this.effort = effort;
    this.progress = progress;
  }

  /**
   * Searches.
   *
   * @param start a feasible choice for every request
   * @param bound a cost below which there is nothing to look for
   * @return the best choices found
   */
  static int[] improve(Guide guide, int[] start, long bound, Effort effort, Progress progress) {
    List<Found> found = new Search(guide, start, bound, effort, progress).sideBySide();
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
    double costPerRequest = Math.max(1, (double) bound / start.length);
    PlanInProgress plan =
        PlanInProgress.of(guide, () -> Heat.at(costPerRequest, progress.share(steps.get())), start);
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
            progress.stepped(steps.incrementAndGet());
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
                .withMillisecondsSpentLimit(progress.millisLeft())
                .withBestScoreLimit(HardSoftLongScore.of(0, -bound).toString()));
  }
}
