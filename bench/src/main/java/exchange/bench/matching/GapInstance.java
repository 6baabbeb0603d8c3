package exchange.bench.matching;

import exchange.core.capacity.CapacityProfile;
import exchange.core.matching.MatchingProblem;
import exchange.core.matching.MatchingProblem.Candidate;
import exchange.core.matching.MatchingProblem.Choice;
import exchange.core.matching.MatchingProblem.Slot;
import exchange.core.values.DateRange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Scanner;
import java.util.UUID;

/** Generalised assignment as a market of one day: jobs are requests, agents are slots. */
final class GapInstance {
  private static final DateRange DAY = DateRange.ofDays(LocalDate.of(2026, 1, 1), 1);

  private GapInstance() {}

  /** Reads agents, jobs, costs, resource uses and capacities. */
  static MatchingProblem read(Path file) throws IOException {
    try (Scanner in = new Scanner(Files.newBufferedReader(file))) {
      int agents = in.nextInt();
      int jobs = in.nextInt();
      int[][] cost = table(in, agents, jobs);
      int[][] use = table(in, agents, jobs);
      List<Slot> slots = new ArrayList<>();
      for (int agent = 0; agent < agents; agent++) {
        int[] capacity = {in.nextInt()};
        slots.add(new Slot(new UUID(0, agent), new CapacityProfile(DAY.from(), capacity)));
      }
      List<Candidate> candidates = new ArrayList<>();
      long dearest = 1;
      for (int job = 0; job < jobs; job++) {
        int most = 0;
        for (int agent = 0; agent < agents; agent++) {
          most = Math.max(most, cost[agent][job]);
        }
        dearest += most;
      }
      for (int job = 0; job < jobs; job++) {
        List<Choice> choices = new ArrayList<>();
        for (int agent = 0; agent < agents; agent++) {
          choices.add(new Choice(agent, DAY, use[agent][job], cost[agent][job]));
        }
        candidates.add(new Candidate(new UUID(1, job), dearest, choices));
      }
      return new MatchingProblem(slots, candidates);
    }
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
