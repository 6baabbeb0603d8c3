package exchange.matcher;

import java.util.Arrays;

/**
 * The choice of every request, what that leaves free in every cell, and who is on which slot. Kept
 * up to date by each move; nothing is allocated.
 */
final class Assignment implements Progress.Best {
  private final Market market;
  private final int[] choice;

  /** Negative where a cell is overloaded; long, for a move may overload a cell on its way. */
  private final long[] free;

  /** For each slot the parts that are on it. */
  private final int[][] members;

  private final int[] memberCount;

  /** For each part on a slot its place among the members. */
  private final int[] position;

  private long cost;
  private long overload;

  /** All unmatched. */
  Assignment(Market market) {
    this.market = market;
    this.choice = Arrays.copyOf(market.firstChoice, market.requests());
    this.free = Arrays.stream(market.capacity).asLongStream().toArray();
    this.members = new int[market.slots][];
    this.memberCount = new int[market.slots];
    this.position = new int[market.parts()];
    Arrays.setAll(members, slot -> new int[4]);
    this.cost = market.costOfNothing();
  }

  /** The same in a market that has more choices, after those that this one has. */
  Assignment in(Market wider) {
    Assignment same = new Assignment(wider);
    for (int request = 0; request < choice.length; request++) {
      int number = choice[request] - market.firstChoice[request];
      same.choose(request, wider.firstChoice[request] + number);
    }
    return same;
  }

  int choice(int request) {
    return choice[request];
  }

  int[] choices() {
    return choice.clone();
  }

  @Override
  public long cost() {
    return cost;
  }

  @Override
  public int matched() {
    return market.matched(choice);
  }

  /** Units above capacity, summed over all cells; 0 when the assignment is feasible. */
  long overload() {
    return overload;
  }

  long free(int cell) {
    return free[cell];
  }

  /** How many parts are on a slot. */
  int members(int slot) {
    return memberCount[slot];
  }

  /** The part at place {@code i} of a slot; places change with every move. */
  int member(int slot, int i) {
    return members[slot][i];
  }

  /** Whether the units of a choice are free in all its cells, and nobody there minds its goods. */
  boolean fits(int candidate) {
    for (int part = market.firstPart[candidate]; part < market.firstPart[candidate + 1]; part++) {
      int units = market.units[part];
      for (int cell = market.from[part]; cell < market.to[part]; cell++) {
        if (free[cell] < units) {
          return false;
        }
      }
      if (opponent(part) >= 0) {
        return false;
      }
    }
    return true;
  }

  /** A request on the site of a part, on some of its days, that may not lie beside it; or -1. */
  int opponent(int part) {
    if (market.neighbours.getAlong()) {
      return -1;
    }
    int request = request(part);
    for (int slot : market.neighbours.beside(market.slot[part])) {
      for (int i = 0; i < memberCount[slot]; i++) {
        int other = members[slot][i];
        if (request(other) != request
            && market.begin[part] < market.end[other]
            && market.begin[other] < market.end[part]
            && market.neighbours.apart(request, request(other))) {
          return request(other);
        }
      }
    }
    return -1;
  }

  private int request(int part) {
    return market.requestOf[market.choiceOf[part]];
  }

  /** Gives a request another choice, whether it fits or not. */
  void choose(int request, int next) {
    int previous = choice[request];
    cost += market.cost[next] - market.cost[previous];
    for (int part = market.firstPart[previous]; part < market.firstPart[previous + 1]; part++) {
      leave(part, market.slot[part]);
      occupy(part, -market.units[part]);
    }
    choice[request] = next;
    for (int part = market.firstPart[next]; part < market.firstPart[next + 1]; part++) {
      join(part, market.slot[part]);
      occupy(part, market.units[part]);
    }
  }

  private void occupy(int part, int units) {
    for (int cell = market.from[part]; cell < market.to[part]; cell++) {
      overload += Math.min(0, free[cell]);
      free[cell] -= units;
      overload -= Math.min(0, free[cell]);
    }
  }

  private void join(int part, int slot) {
    int count = memberCount[slot]++;
    if (count == members[slot].length) {
      members[slot] = Arrays.copyOf(members[slot], 2 * count);
    }
    members[slot][count] = part;
    position[part] = count;
  }

  private void leave(int part, int slot) {
    int last = members[slot][--memberCount[slot]];
    members[slot][position[part]] = last;
    position[last] = position[part];
  }
}
