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

  private final int[][] members;
  private final int[] memberCount;
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
    this.position = new int[market.requests()];
    Arrays.setAll(members, slot -> new int[4]);
    this.cost = market.costOfNothing();
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

  /** How many requests are on a slot. */
  int members(int slot) {
    return memberCount[slot];
  }

  /** The request at place {@code i} of a slot; places change with every move. */
  int member(int slot, int i) {
    return members[slot][i];
  }

  /** Whether the units of a choice are free in all its cells. */
  boolean fits(int candidate) {
    int units = market.units[candidate];
    for (int cell = market.from[candidate]; cell < market.to[candidate]; cell++) {
      if (free[cell] < units) {
        return false;
      }
    }
    return true;
  }

  /** Gives a request another choice, whether it fits or not. */
  void choose(int request, int next) {
    int previous = choice[request];
    cost += market.cost[next] - market.cost[previous];
    if (market.slot[previous] >= 0) {
      leave(request, market.slot[previous]);
      occupy(previous, -market.units[previous]);
    }
    choice[request] = next;
    if (market.slot[next] >= 0) {
      join(request, market.slot[next]);
      occupy(next, market.units[next]);
    }
  }

  private void occupy(int taken, int units) {
    for (int cell = market.from[taken]; cell < market.to[taken]; cell++) {
      overload += Math.min(0, free[cell]);
      free[cell] -= units;
      overload -= Math.min(0, free[cell]);
    }
  }

  private void join(int request, int slot) {
    int count = memberCount[slot]++;
    if (count == members[slot].length) {
      members[slot] = Arrays.copyOf(members[slot], 2 * count);
    }
    members[slot][count] = request;
    position[request] = count;
  }

  private void leave(int request, int slot) {
    int last = members[slot][--memberCount[slot]];
    members[slot][position[request]] = last;
    position[last] = position[request];
  }
}
