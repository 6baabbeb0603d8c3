package exchange.matcher;

import org.optaplanner.core.api.score.director.ScoreDirector;
import org.optaplanner.core.impl.heuristic.move.AbstractMove;

/** The move: some requests get other choices, together. */
final class Reassignment extends AbstractMove<PlanInProgress> {
  private final int[] requests;
  private final int[] choices;

  /** All stay where they are. */
  static Reassignment none() {
    return new Reassignment(new int[0], new int[0]);
  }

  /**
   * @param choices the new ones, in the order of the requests
   */
  Reassignment(int[] requests, int[] choices) {
    this.requests = requests;
    this.choices = choices;
  }

  boolean isNone() {
    return requests.length == 0;
  }

  @Override
  public boolean isMoveDoable(ScoreDirector<PlanInProgress> director) {
    return true;
  }

  @Override
  protected Reassignment createUndoMove(ScoreDirector<PlanInProgress> director) {
    PlanInProgress plan = director.getWorkingSolution();
    int[] previous = new int[requests.length];
    for (int i = 0; i < requests.length; i++) {
      previous[i] = plan.request(requests[i]).choice();
    }
    return new Reassignment(requests, previous);
  }

  @Override
  protected void doMoveOnGenuineVariables(ScoreDirector<PlanInProgress> director) {
    PlanInProgress plan = director.getWorkingSolution();
    for (int i = 0; i < requests.length; i++) {
      Request request = plan.request(requests[i]);
      director.beforeVariableChanged(request, "choice");
      request.choose(choices[i]);
      director.afterVariableChanged(request, "choice");
    }
  }
}
