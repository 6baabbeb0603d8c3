package exchange.matcher;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.optaplanner.core.api.score.buildin.hardsoftlong.HardSoftLongScore;
import org.optaplanner.core.api.score.calculator.IncrementalScoreCalculator;

/** Tells OptaPlanner what a plan costs; the assignment counts it choice by choice. */
public final class CostCalculator
    implements IncrementalScoreCalculator<PlanInProgress, HardSoftLongScore> {
  private @Nullable Assignment assignment;

  @Override
  public void resetWorkingSolution(PlanInProgress plan) {
    assignment = plan.assignment();
  }

  @Override
  public void afterVariableChanged(Object entity, String variable) {
    Request request = (Request) entity;
    assignment().choose(request.number(), request.choice());
  }

  @Override
  public HardSoftLongScore calculateScore() {
    return HardSoftLongScore.of(-assignment().overload(), -assignment().cost());
  }

  @Override
  public void beforeVariableChanged(Object entity, String variable) {}

  @Override
  public void beforeEntityAdded(Object entity) {}

  @Override
  public void afterEntityAdded(Object entity) {}

  @Override
  public void beforeEntityRemoved(Object entity) {}

  @Override
  public void afterEntityRemoved(Object entity) {}

  private Assignment assignment() {
    return Objects.requireNonNull(assignment);
  }
}
