package exchange.core.matching;

import java.util.List;

/**
 * What a matcher decided.
 *
 * @param choices for each candidate in order the index of its choice, or -1 for none
 */
public record Plan(List<Integer> choices) {
  public Plan {
    choices = List.copyOf(choices);
  }

  public int matched() {
    return (int) choices.stream().filter(choice -> choice >= 0).count();
  }
}
