package exchange.matcher;

import exchange.core.matching.MatchingProblem;
import exchange.core.matching.MatchingProblem.Apart;
import exchange.core.matching.MatchingProblem.Slot;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Which slots lie side by side, and whose goods may not. */
final class Neighbours {
  private final int[] goods;
  private final Set<Apart> apart;

  /** For each slot all slots of its site. */
  private final List<int[]> beside;

  Neighbours(MatchingProblem problem) {
    goods = problem.candidates().stream().mapToInt(each -> each.goods()).toArray();
    apart = new HashSet<>(problem.apart());
    List<UUID> sites = problem.slots().stream().map(Slot::site).toList();
    var ofSite =
        IntStream.range(0, sites.size()).boxed().collect(Collectors.groupingBy(sites::get));
    beside =
        sites.stream()
            .map(site -> ofSite.getOrDefault(site, List.of()))
            .map(slots -> slots.stream().mapToInt(Integer::intValue).toArray())
            .toList();
  }

  /** Whether all goods may lie anywhere. */
  boolean getAlong() {
    return apart.isEmpty();
  }

  /** Whether the goods of two requests may not lie on one site. */
  boolean apart(int request, int other) {
    int these = goods[request];
    int those = goods[other];
    return apart.contains(new Apart(these, those)) || apart.contains(new Apart(those, these));
  }

  int[] beside(int slot) {
    return beside.get(slot);
  }
}
