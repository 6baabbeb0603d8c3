package exchange.core.matching;

import java.util.List;

/**
 * What a matcher decided.
 *
 * @param choices for each candidate in order the indexes of its choices: none, one, or the parts of
 *     a split
 */
public record Plan(List<List<Integer>> choices) {
  public Plan {
    choices = choices.stream().map(List::copyOf).toList();
  }

  /** A plan without splits. */
  public static Plan of(List<Integer> choices) {
    return new Plan(
        choices.stream().map(choice -> choice < 0 ? List.<Integer>of() : List.of(choice)).toList());
  }

  /** Whether it gives a candidate anything. */
  public boolean serves(int candidate) {
    return !choices.get(candidate).isEmpty();
  }

  public int matched() {
    return (int) choices.stream().filter(each -> !each.isEmpty()).count();
  }
}
