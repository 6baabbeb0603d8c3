package exchange.matcher;

import exchange.core.capacity.CapacityProfile;
import exchange.core.matching.MatchingProblem;
import exchange.core.matching.MatchingProblem.Candidate;
import exchange.core.matching.MatchingProblem.Choice;
import exchange.core.matching.MatchingProblem.Slot;
import exchange.core.matching.Plan;
import exchange.core.values.DateRange;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;

/** Problems for tests: by hand, day 0 being the first of the calendar, or from a seed. */
final class Markets {
  private static final LocalDate DAY_0 = LocalDate.of(2028, 2, 27);

  private Markets() {}

  static MatchingProblem market(List<Slot> slots, Candidate... candidates) {
    return new MatchingProblem(slots, Arrays.asList(candidates));
  }

  static Slot slot(int... unitsPerDay) {
    return new Slot(new UUID(0, 0), new CapacityProfile(DAY_0, unitsPerDay));
  }

  static Candidate request(long budget, Choice... choices) {
    return new Candidate(new UUID(1, 1), budget, Arrays.asList(choices));
  }

  static Choice choice(int slot, int from, int to, int units, long cost) {
    return new Choice(slot, new DateRange(DAY_0.plusDays(from), DAY_0.plusDays(to)), units, cost);
  }

  /** Small enough to try every plan: at most 6 requests with at most 4 choices each. */
  static MatchingProblem tiny(Random random) {
    return random(random, random.nextInt(7), 1 + random.nextInt(3), 1 + random.nextInt(8), 4);
  }

  static MatchingProblem random(Random random, int requests, int slots, int days, int choices) {
    return new MatchingProblem(
        IntStream.range(0, slots).mapToObj(s -> slot(random.ints(days, 0, 10).toArray())).toList(),
        IntStream.range(0, requests)
            .mapToObj(r -> randomRequest(random, slots, days, random.nextInt(choices + 1)))
            .toList());
  }

  private static Candidate randomRequest(Random random, int slots, int days, int choices) {
    Choice[] ways = new Choice[choices];
    for (int i = 0; i < choices; i++) {
      int from = random.nextInt(days);
      int to = from + 1 + random.nextInt(days - from);
      ways[i] = choice(random.nextInt(slots), from, to, 1 + random.nextInt(6), random.nextInt(100));
    }
    return request(20 + random.nextInt(100), ways);
  }

  /** Whether on every day the units on every slot are within what is free. */
  static boolean feasible(MatchingProblem problem, Plan plan) {
    int[][] left = problem.slots().stream().map(slot -> slot.free().units()).toArray(int[][]::new);
    for (int request = 0; request < problem.candidates().size(); request++) {
      int index = plan.choices().get(request);
      if (index >= 0) {
        Choice choice = problem.candidates().get(request).choices().get(index);
        Slot slot = problem.slots().get(choice.slot());
        LocalDate first = slot.free().firstDay();
        for (LocalDate day : choice.stay().from().datesUntil(choice.stay().to()).toList()) {
          int d = Math.toIntExact(day.toEpochDay() - first.toEpochDay());
          if (d < 0 || d >= left[choice.slot()].length) {
            return false;
          }
          left[choice.slot()][d] -= choice.units();
        }
      }
    }
    return Arrays.stream(left).flatMapToInt(Arrays::stream).allMatch(units -> units >= 0);
  }

  static long costOfNothing(MatchingProblem problem) {
    return problem.candidates().stream().mapToLong(Candidate::unmatchedCost).sum();
  }
}
