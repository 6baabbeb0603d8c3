package exchange.matcher;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The parts that a market falls into: requests that cannot stand in each other's way. */
final class Components {
  private final Market market;

  /** Of each slot another one of its component, or itself. */
  private final int[] parent;

  private Components(Market market) {
    this.market = market;
    this.parent = IntStream.range(0, market.slots).toArray();
  }

  /** The requests of each component, without those that can only stay unmatched. */
  static List<int[]> of(Market market) {
    Components components = new Components(market);
    for (int part = 0; part < market.parts(); part++) {
      int slot = market.slot[part];
      components.join(slot, components.anySlot(market.requestOf[market.choiceOf[part]]));
      if (!market.neighbours.getAlong()) {
        components.join(slot, market.neighbours.beside(slot)[0]);
      }
    }
    return components.requests().stream()
        .map(each -> each.stream().mapToInt(Integer::intValue).toArray())
        .toList();
  }

  private Collection<List<Integer>> requests() {
    return IntStream.range(0, market.requests())
        .filter(request -> market.firstChoice[request + 1] > market.unmatched(request) + 1)
        .boxed()
        .collect(
            Collectors.groupingBy(
                request -> root(anySlot(request)), LinkedHashMap::new, Collectors.toList()))
        .values();
  }

  private int anySlot(int request) {
    return market.slot[market.firstPart[market.unmatched(request) + 1]];
  }

  private void join(int slot, int other) {
    parent[root(slot)] = root(other);
  }

  private int root(int slot) {
    int root = slot;
    while (parent[root] != root) {
      parent[root] = parent[parent[root]];
      root = parent[root];
    }
    return root;
  }
}
