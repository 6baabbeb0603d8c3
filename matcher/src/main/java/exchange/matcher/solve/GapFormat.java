package exchange.matcher.solve;

import exchange.core.capacity.CapacityProfile;
import exchange.core.matching.MatchingProblem;
import exchange.core.matching.MatchingProblem.Candidate;
import exchange.core.matching.MatchingProblem.Choice;
import exchange.core.matching.MatchingProblem.Slot;
import exchange.core.values.DateRange;
import java.time.LocalDate;
import java.util.List;
import java.util.Scanner;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * Generalised assignment as a market of one day: jobs are requests, agents are slots. Integers
 * separated by white space: agents m, jobs n; m rows of n costs; m rows of n resource uses; m
 * capacities. A job's choices are the agents in their order.
 */
public final class GapFormat {
  private static final DateRange DAY = DateRange.ofDays(LocalDate.EPOCH, 1);

  private GapFormat() {}

  /**
   * Reads an instance. To leave a job out costs more than any plan that serves all.
   *
   * @throws java.util.NoSuchElementException when numbers are missing
   */
  public static MatchingProblem parse(String text) {
    Scanner in = new Scanner(text);
    int agents = in.nextInt();
    int jobs = in.nextInt();
    int[][] cost = table(in, agents, jobs);
    int[][] use = table(in, agents, jobs);
    int[] capacity = table(in, 1, agents)[0];
    long tooDear = 1 + IntStream.range(0, jobs).mapToLong(job -> dearest(cost, job)).sum();
    List<Slot> slots =
        IntStream.range(0, agents)
            .mapToObj(
                agent ->
                    new Slot(
                        new UUID(0, agent),
                        new CapacityProfile(DAY.from(), new int[] {capacity[agent]})))
            .toList();
    List<Candidate> candidates =
        IntStream.range(0, jobs)
            .mapToObj(job -> new Candidate(new UUID(1, job), tooDear, choices(cost, use, job)))
            .toList();
    return new MatchingProblem(slots, candidates);
  }

  private static List<Choice> choices(int[][] cost, int[][] use, int job) {
    return IntStream.range(0, cost.length)
        .mapToObj(agent -> new Choice(agent, DAY, use[agent][job], cost[agent][job]))
        .toList();
  }

  private static int dearest(int[][] cost, int job) {
    return IntStream.range(0, cost.length).map(agent -> cost[agent][job]).max().orElse(0);
  }

  private static int[][] table(Scanner in, int rows, int columns) {
    int[][] table = new int[rows][columns];
    for (int[] row : table) {
      for (int column = 0; column < columns; column++) {
        row[column] = in.nextInt();
      }
    }
    return table;
  }
}
