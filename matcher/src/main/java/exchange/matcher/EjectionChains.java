package exchange.matcher;

import java.util.SplittableRandom;

/**
 * Seeks moves: a request takes a choice that its price makes likely; whoever stands in the way has
 * to go, and takes in turn the best that fits or pushes somebody else out.
 */
final class EjectionChains {
  private static final int LONGEST = 20;

  /** How likely the search for a choice goes on to the next dearer one. */
  private static final double NEXT = 0.4;

  private final Guide guide;
  private final Market market;
  private final Assignment assignment;

  /** Where chains begin. */
  private final int[] requests;

  private final Trial trial;
  private final SplittableRandom random;

  /** Requests that lost their place and wait for another. */
  private final int[] homeless;

  private int waiting;

  /** The number of the chain in which a request has pushed in; it cannot be pushed out again. */
  private final int[] settledIn;

  private int chain;

  /**
   * By how much the chain is dearer at dual prices, if those still waiting get their best choices:
   * a good guess, long before its end, of what it will cost.
   */
  private long excess;

  EjectionChains(Guide guide, Assignment assignment, int[] requests, SplittableRandom random) {
    this.guide = guide;
    this.market = guide.market;
    this.assignment = assignment;
    this.requests = requests;
    this.trial = new Trial(assignment, market.requests());
    this.random = random;
    this.homeless = new int[market.requests()];
    this.settledIn = new int[market.requests()];
  }

  /**
   * Tries a random chain; its changes stay until they are taken back or forgotten.
   *
   * @param most excess at which a chain is given up, in minor units
   * @return by how much it makes the plan dearer; {@code Long.MAX_VALUE} when it was given up
   */
  long tryOne(double most) {
    long before = assignment.cost();
    double mostExcess = most * guide.minorUnit;
    chain++;
    waiting = 0;
    excess = 0;
    int first = requests[random.nextInt(requests.length)];
    pushIn(first, likely(first), guide.price[assignment.choice(first)]);
    while (waiting > 0 && excess <= mostExcess) {
      settle(homeless[--waiting]);
    }
    return excess <= mostExcess ? assignment.cost() - before : Long.MAX_VALUE;
  }

  void forget() {
    trial.forget();
  }

  /** Takes the last chain back and returns it as a move. */
  Reassignment takeBack() {
    return trial.takeBack();
  }

  /** A choice other than the present one, the likelier the cheaper. */
  private int likely(int request) {
    int choices = guide.choices(request);
    int rank = 0;
    while (rank + 1 < choices && random.nextDouble() < NEXT) {
      rank++;
    }
    int choice = guide.ranked(request, rank);
    if (choice != assignment.choice(request)) {
      return choice;
    }
    return guide.ranked(request, rank > 0 ? rank - 1 : Math.min(1, choices - 1));
  }

  private void settle(int request) {
    int fitting = guide.bestThatFits(assignment, request);
    if (market.isUnmatched(fitting) && trial.changes() < LONGEST) {
      pushIn(request, likely(request), guide.leastPrice(request));
    } else {
      place(request, fitting, guide.leastPrice(request));
    }
  }

  private void pushIn(int request, int choice, long instead) {
    place(request, choice, instead);
    settledIn[request] = chain;
    for (int part = market.firstPart[choice]; part < market.firstPart[choice + 1]; part++) {
      if (!makeRoom(part)) {
        place(request, market.unmatched(request), guide.price[choice]);
        return;
      }
    }
  }

  /** Pushes out whoever stands in the way of a part, unless somebody may not be pushed out. */
  private boolean makeRoom(int part) {
    for (int cell = market.from[part]; cell < market.to[part]; cell++) {
      while (assignment.free(cell) < 0) {
        int victim = victim(market.slot[part], cell);
        if (victim < 0) {
          return false;
        }
        pushOut(victim);
      }
    }
    for (int other = assignment.opponent(part); other >= 0; other = assignment.opponent(part)) {
      if (settledIn[other] == chain) {
        return false;
      }
      pushOut(other);
    }
    return true;
  }

  private void place(int request, int choice, long instead) {
    excess += guide.price[choice] - instead;
    trial.choose(request, choice);
  }

  private void pushOut(int request) {
    excess += guide.leastPrice(request) - guide.price[assignment.choice(request)];
    trial.choose(request, market.unmatched(request));
    homeless[waiting++] = request;
  }

  /** A request that takes units in the cell and may be pushed out, or -1. */
  private int victim(int slot, int cell) {
    int members = assignment.members(slot);
    int start = random.nextInt(members);
    for (int i = 0; i < members; i++) {
      int part = assignment.member(slot, (start + i) % members);
      int member = market.requestOf[market.choiceOf[part]];
      if (market.from[part] <= cell && cell < market.to[part] && settledIn[member] != chain) {
        return member;
      }
    }
    return -1;
  }
}
