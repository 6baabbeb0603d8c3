package exchange.matcher;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Tries all plans of one component that may be better than one given, as long as they are few.
 * Every choice that is not the request's cheapest at dual prices raises the bound by the
 * difference, and what raises it to the cost of the best plan so far need not be tried.
 */
final class BranchAndBound {
  private final Guide guide;
  private final Market market;
  private final Assignment assignment;
  private final long bound;

  /** The requests as they are decided: first those who would lose most by their second choice. */
  private final int[] order;

  /** For each request in this order. */
  private int[] best;

  private long bestCost;
  private long cost;
  private long nodesLeft;

  /**
   * @param order the requests of a component
   * @param bound no plan for these costs less
   * @param start a plan for them and others
   */
  BranchAndBound(Guide guide, int[] order, long bound, Assignment start) {
    this.guide = guide;
    this.market = guide.market;
    this.order = order;
    this.bound = bound;
    this.assignment = new Assignment(market);
    this.best = IntStream.of(order).map(start::choice).toArray();
    this.bestCost = IntStream.of(best).mapToLong(choice -> market.cost[choice]).sum();
  }

  /**
   * Tries at most so many choices.
   *
   * @return whether that was enough: {@link #best} is then as good as any
   */
  boolean finish(long nodes) {
    nodesLeft = nodes;
    decide(0, 0);
    return nodesLeft > 0;
  }

  /** The best choices found, in the order of the requests. */
  int[] best() {
    return best.clone();
  }

  private void decide(int depth, long excess) {
    if (depth == order.length) {
      if (cost < bestCost) {
        bestCost = cost;
        best = Arrays.stream(order).map(assignment::choice).toArray();
      }
      return;
    }
    int request = order[depth];
    for (int rank = 0; rank < guide.choices(request) && nodesLeft > 0; rank++) {
      int choice = guide.ranked(request, rank);
      long more = excess + guide.price[choice] - guide.leastPrice(request);
      if (more / guide.minorUnit >= bestCost - bound) {
        return;
      }
      nodesLeft--;
      if (assignment.fits(choice)) {
        assignment.choose(request, choice);
        cost += market.cost[choice];
        decide(depth + 1, more);
        cost -= market.cost[choice];
        assignment.choose(request, market.unmatched(request));
      }
    }
  }
}
