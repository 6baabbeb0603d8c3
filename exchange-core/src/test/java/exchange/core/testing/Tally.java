package exchange.core.testing;

import static org.assertj.core.api.Assertions.assertThat;

import exchange.core.billing.Billing;
import exchange.core.values.RefusalCode;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** How often what has happened in random lives. */
final class Tally {
  private final Map<LeaseCommand, Map<String, Integer>> outcomes =
      new EnumMap<>(LeaseCommand.class);
  private final Map<Billing.State, Integer> ends = new EnumMap<>(Billing.State.class);
  private final Map<String, Integer> kinds = new TreeMap<>();
  private int steps;

  void moved(LeaseCommand command) {
    count(command, "done");
  }

  void refused(LeaseCommand command, RefusalCode code) {
    count(command, code.name());
  }

  private void count(LeaseCommand command, String outcome) {
    steps++;
    outcomes.computeIfAbsent(command, none -> new TreeMap<>()).merge(outcome, 1, Integer::sum);
  }

  /**
   * @param kindsOfLease what else is to be counted of a lease
   */
  void ended(Billing.State state, List<String> kindsOfLease) {
    ends.merge(state, 1, Integer::sum);
    kindsOfLease.forEach(kind -> kinds.merge(kind, 1, Integer::sum));
  }

  /** Every command was carried out and, if it can be refused, refused for each of its reasons. */
  void assertAllSeen(LeaseCommand[] commands, Billing.State[] states) {
    for (LeaseCommand command : commands) {
      assertThat(outcomes).containsKey(command);
      assertThat(outcomes.get(command).keySet())
          .as("%s", command)
          .contains("done")
          .containsAll(command.refusals().stream().map(Enum::name).toList());
    }
    for (Billing.State state : states) {
      boolean end = state != Billing.State.RUNNING && state != Billing.State.AWAITING_ACCEPTANCE;
      assertThat(ends.containsKey(state)).as("%s", state).isEqualTo(end);
    }
  }

  @Override
  public String toString() {
    return outcomes.entrySet().stream()
        .map(each -> "%-20s %s".formatted(each.getKey(), each.getValue()))
        .collect(
            Collectors.joining(
                "\n", "", "\n%d commands; ends %s; %s".formatted(steps, ends, kinds)));
  }
}
