package exchange.bench.matching;

import exchange.core.matching.MatchingProblem;
import exchange.core.matching.Plan;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.optaplanner.core.api.domain.entity.PlanningEntity;
import org.optaplanner.core.api.domain.solution.PlanningEntityCollectionProperty;
import org.optaplanner.core.api.domain.solution.PlanningScore;
import org.optaplanner.core.api.domain.solution.PlanningSolution;
import org.optaplanner.core.api.domain.valuerange.CountableValueRange;
import org.optaplanner.core.api.domain.valuerange.ValueRangeFactory;
import org.optaplanner.core.api.domain.valuerange.ValueRangeProvider;
import org.optaplanner.core.api.domain.variable.PlanningVariable;
import org.optaplanner.core.api.score.buildin.hardsoftlong.HardSoftLongScore;
import org.optaplanner.core.api.score.calculator.IncrementalScoreCalculator;
import org.optaplanner.core.api.solver.SolverFactory;
import org.optaplanner.core.config.score.director.ScoreDirectorFactoryConfig;
import org.optaplanner.core.config.solver.SolverConfig;
import org.optaplanner.core.config.solver.termination.TerminationConfig;

/** OptaPlanner as it comes, with an incremental score. */
public final class DefaultOptaPlanner {
  private DefaultOptaPlanner() {}

  /** A plan that serves all, if one is found. */
  static Optional<Plan> solve(MatchingProblem problem, Duration most, long seed) {
    SolverConfig config =
        new SolverConfig()
            .withRandomSeed(seed)
            .withSolutionClass(Board.class)
            .withEntityClasses(Job.class)
            .withScoreDirectorFactory(
                new ScoreDirectorFactoryConfig()
                    .withIncrementalScoreCalculatorClass(Calculator.class))
            .withTerminationConfig(
                new TerminationConfig().withMillisecondsSpentLimit(most.toMillis()));
    Board board = new Board();
    board.problem = problem;
    board.jobs = IntStream.range(0, problem.candidates().size()).mapToObj(Job::of).toList();
    Board solved = SolverFactory.<Board>create(config).buildSolver().solve(board);
    HardSoftLongScore score = Objects.requireNonNull(solved.score);
    return score.isFeasible()
        ? Optional.of(
            Plan.of(solved.jobs.stream().map(job -> Objects.requireNonNull(job.choice)).toList()))
        : Optional.empty();
  }

  /** A request and the number of its choice. */
  @PlanningEntity
  public static class Job {
    private int number;

    @PlanningVariable(valueRangeProviderRefs = "choices")
    private @Nullable Integer choice;

    private static Job of(int number) {
      Job job = new Job();
      job.number = number;
      return job;
    }
  }

  /** All requests. */
  @PlanningSolution
  public static class Board {
    private MatchingProblem problem = new MatchingProblem(List.of(), List.of());

    @PlanningEntityCollectionProperty private List<Job> jobs = List.of();

    @PlanningScore private @Nullable HardSoftLongScore score;

    @ValueRangeProvider(id = "choices")
    CountableValueRange<Integer> choices() {
      return ValueRangeFactory.createIntValueRange(0, problem.slots().size());
    }
  }

  /** Counts on with every change. */
  public static final class Calculator
      implements IncrementalScoreCalculator<Board, HardSoftLongScore> {
    private @Nullable PlainScore plain;

    @Override
    public void resetWorkingSolution(Board board) {
      plain = new PlainScore(board.problem);
      board.jobs.forEach(job -> afterVariableChanged(job, "choice"));
    }

    @Override
    public void beforeVariableChanged(Object entity, String variable) {
      Job job = (Job) entity;
      if (job.choice != null) {
        plain().remove(job.number, job.choice);
      }
    }

    @Override
    public void afterVariableChanged(Object entity, String variable) {
      Job job = (Job) entity;
      if (job.choice != null) {
        plain().add(job.number, job.choice);
      }
    }

    @Override
    public HardSoftLongScore calculateScore() {
      return HardSoftLongScore.of(-plain().overload(), -plain().cost());
    }

    @Override
    public void beforeEntityAdded(Object entity) {}

    @Override
    public void afterEntityAdded(Object entity) {}

    @Override
    public void beforeEntityRemoved(Object entity) {}

    @Override
    public void afterEntityRemoved(Object entity) {}

    private PlainScore plain() {
      return Objects.requireNonNull(plain);
    }
  }
}
