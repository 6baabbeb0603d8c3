package exchange.matcher;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The parts that a market falls into: requests that cannot stand in each other's way. */
final class Components {
  private final Market market;
  private final Groups slots;

  private Components(Market market) {
    this.market = market;
    this.slots = new Groups(market.slots);
  }

  /** The requests of each component, without those that can only stay unmatched. */
  static List<int[]> of(Market market) {
    Components components = new Components(market);
    for (int part = 0; part < market.parts(); part++) {
      int slot = market.slot[part];
      components.slots.join(slot, components.anySlot(market.requestOf[market.choiceOf[part]]));
      if (!market.neighbours.getAlong()) {
        components.slots.join(slot, market.neighbours.beside(slot)[0]);
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
                request -> slots.of(anySlot(request)), LinkedHashMap::new, Collectors.toList()))
        .values();
  }

  private int anySlot(int request) {
    return market.slot[market.firstPart[market.unmatched(request) + 1]];
  }
}
