package exchange.matcher;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.optaplanner.core.api.domain.solution.PlanningEntityCollectionProperty;
import org.optaplanner.core.api.domain.solution.PlanningScore;
import org.optaplanner.core.api.domain.solution.PlanningSolution;
import org.optaplanner.core.api.score.buildin.hardsoftlong.HardSoftLongScore;

/** What OptaPlanner improves: all requests with their choices. Hard score: overload; soft: cost. */
@PlanningSolution(solutionCloner = PlanCloner.class)
class PlanInProgress implements Progress.Best {
  private final Guide guide;

  /** The requests that are planned; all others stay as they are. */
  private final int[] component;

  /** At this moment of the search. */
  private final Supplier<Heat> heat;

  @PlanningEntityCollectionProperty private final List<Request> requests;

  @PlanningScore private @Nullable HardSoftLongScore score;

  /** Only of the plan that OptaPlanner works on, not of the copies it keeps. */
  private @Nullable Assignment assignment;

  private PlanInProgress(
      Guide guide, int[] component, Supplier<Heat> heat, List<Request> requests) {
    this.guide = guide;
    this.component = component;
    this.heat = heat;
    this.requests = requests;
  }

  static PlanInProgress of(Guide guide, int[] component, Supplier<Heat> heat, int[] choices) {
    int[] first = guide.market.firstChoice;
    return new PlanInProgress(
        guide,
        component,
        heat,
        IntStream.range(0, choices.length)
            .mapToObj(r -> new Request(r, first[r], first[r + 1], choices[r]))
            .toList());
  }

  Guide guide() {
    return guide;
  }

  int[] component() {
    return component;
  }

  Heat heat() {
    return heat.get();
  }

  Request request(int number) {
    return requests.get(number);
  }

  int[] choices() {
    return requests.stream().mapToInt(Request::choice).toArray();
  }

  /** The same choices in the form in which moves are sought and costs are counted. */
  Assignment assignment() {
    if (assignment == null) {
      assignment = new Assignment(guide.market);
      for (Request request : requests) {
        assignment.choose(request.number(), request.choice());
      }
    }
    return assignment;
  }

  @Override
  public long cost() {
    return requests.stream().mapToLong(request -> guide.market.cost[request.choice()]).sum();
  }

  @Override
  public int matched() {
    return guide.market.matched(choices());
  }

  /** Copies what OptaPlanner changes and shares the rest. */
  PlanInProgress copy() {
    PlanInProgress copy =
        new PlanInProgress(guide, component, heat, requests.stream().map(Request::copy).toList());
    copy.score = score;
    return copy;
  }
}
