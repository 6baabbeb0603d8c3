package exchange.matcher;

/**
 * Tries all plans that may be better than one given, as long as they are few. Every choice that is
 * not the request's cheapest at dual prices raises the bound by the difference, and what raises it
 * to the cost of the best plan so far need not be tried.
 */
final class BranchAndBound {
  private final Guide guide;
  private final Market market;
  private final Assignment assignment;
  private final long bound;

  /** The requests as they are decided: first those who would lose most by their second choice. */
  private final int[] order;

  private int[] best;
  private long bestCost;
  private long nodesLeft;

  /**
   * @param bound proven by the prices of the guide
   */
  BranchAndBound(Guide guide, long bound, Assignment start) {
    this.guide = guide;
    this.market = guide.market;
    this.bound = bound;
    this.assignment = new Assignment(market);
    this.best = start.choices();
    this.bestCost = start.cost();
    this.order = guide.byRegret();
  }

  /**
   * Tries at most so many choices.
   *
   * @return whether that was enough: {@link #best} is then as good as any plan
   */
  boolean finish(long nodes) {
    nodesLeft = nodes;
    decide(0, 0);
    return nodesLeft > 0;
  }

  /** The best choices found. */
  Assignment best() {
    Assignment found = new Assignment(market);
    for (int request = 0; request < best.length; request++) {
      found.choose(request, best[request]);
    }
    return found;
  }

  private void decide(int depth, long excess) {
    if (depth == order.length) {
      if (assignment.cost() < bestCost) {
        bestCost = assignment.cost();
        best = assignment.choices();
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
        decide(depth + 1, more);
        assignment.choose(request, market.unmatched(request));
      }
    }
  }
}
