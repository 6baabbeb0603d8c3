package exchange.matcher;

import exchange.core.matching.Matcher.Effort;
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

/** Improves a plan with OptaPlanner until the effort is spent or the bound is reached. */
final class Search {
  private Search() {}

  /**
   * @param start a feasible choice for every request
   * @param bound a cost below which there is nothing to look for
   * @return the best choices found
   */
  static int[] improve(Guide guide, int[] start, long bound, Effort effort, Progress progress) {
    double costPerRequest = Math.max(1, (double) bound / start.length);
    PlanInProgress plan =
        PlanInProgress.of(guide, () -> Heat.at(costPerRequest, progress.share()), start);
    SolverConfig config = config(bound, effort, progress.millisLeft());
    DefaultSolver<PlanInProgress> solver =
        (DefaultSolver<PlanInProgress>) SolverFactory.<PlanInProgress>create(config).buildSolver();
    solver.addEventListener(event -> progress.found(event.getNewBestSolution()));
    solver.addPhaseLifecycleListener(
        new PhaseLifecycleListenerAdapter<>() {
          @Override
          public void stepEnded(AbstractStepScope<PlanInProgress> step) {
            progress.stepped(step.getStepIndex() + 1L);
            if (progress.over()) {
              solver.terminateEarly();
            }
          }
        });
    return solver.solve(plan).choices();
  }

  private static SolverConfig config(long bound, Effort effort, long millis) {
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
        .withRandomSeed(effort.seed())
        .withSolutionClass(PlanInProgress.class)
        .withEntityClasses(Request.class)
        .withScoreDirectorFactory(
            new ScoreDirectorFactoryConfig()
                .withIncrementalScoreCalculatorClass(CostCalculator.class))
        .withPhases(localSearch)
        .withTerminationConfig(
            new TerminationConfig()
                .withMillisecondsSpentLimit(millis)
                .withBestScoreLimit(HardSoftLongScore.of(0, -bound).toString()));
  }
}
